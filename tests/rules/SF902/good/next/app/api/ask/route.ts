import { readFile } from "fs/promises";

export async function GET() {
  return new Response(await readFile(process.env.API_SECRET ?? ""));
}
