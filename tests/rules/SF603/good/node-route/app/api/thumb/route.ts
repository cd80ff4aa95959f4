import sharp from "sharp";

export const runtime = "nodejs";

export async function POST(request: Request) {
  const image = await sharp(await request.arrayBuffer()).resize(64).toBuffer();
  return new Response(image);
}
