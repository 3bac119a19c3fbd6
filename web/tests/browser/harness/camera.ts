import { rename, writeFile } from "node:fs/promises";
import { encode } from "uqr";

/** Arguments that give Chromium a camera which plays a file, and leave to use it. */
export function cameraPlaying(file: string): string[] {
  return ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
}

const width = 640;
const height = 480;

/**
 * Writes what a camera sees: a card's square, held at an angle and a little out of the middle, grey on grey; or nothing.
 * Y4M, one picture that is repeated.
 */
export async function showToCamera(file: string, text: string | undefined): Promise<void> {
  const light = Buffer.alloc(width * height, 150);
  if (text !== undefined) draw(light, text);
  const colour = Buffer.alloc((width * height) / 2, 128);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  // Whole, and at once: a camera that still plays the file goes on with the one before, and never meets half a picture.
  const next = `${file}.next`;
  await writeFile(next, Buffer.concat([head, Buffer.from("FRAME\n"), light, colour]));
  await rename(next, file);
}

function draw(light: Buffer, text: string): void {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const angle = (11 * Math.PI) / 180;
  const cell = 340 / size;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [right, down] = [x - width / 2 - 24, y - height / 2 + 10];
      const column = Math.floor((right * Math.cos(angle) + down * Math.sin(angle)) / cell + size / 2);
      const line = Math.floor((down * Math.cos(angle) - right * Math.sin(angle)) / cell + size / 2);
      const dark = data[line]?.[column];
      // The light falls from one side.
      if (dark !== undefined) light[y * width + x] = (dark ? 40 : 190) + Math.round((30 * x) / width);
    }
  }
}
