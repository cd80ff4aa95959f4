import sharp from "sharp"; // expect: SF603

export const runtime = "edge";

export async function POST(request: Request) {
  const image = await sharp(await request.arrayBuffer()).resize(64).toBuffer();
  return new Response(image);
}
