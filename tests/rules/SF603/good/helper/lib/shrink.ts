import sharp from "sharp";

// Next.js reads this of routes only.
export const runtime = "edge";

export const shrink = (image: ArrayBuffer) => sharp(image).resize(64).toBuffer();
