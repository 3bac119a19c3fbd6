import type { RecoveryCard } from "../../bridge/bridge";
import { encode } from "uqr";

/** What stands on the picture besides the card's own digits. */
export interface CardWords {
  title: string;
  address: string;
  direction: "ltr" | "rtl";
}

/** In pixels; a bank card's shape, large enough to be printed or scanned from another screen. */
const width = 1200;
const height = 756;
const edge = 48;
const square = 540;

/** The recovery card as a PNG picture: black on white, without a name. */
export async function cardPicture({ groups, qr }: RecoveryCard, { title, address, direction }: CardWords): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const paper = canvas.getContext("2d");
  if (paper === null) throw new Error("no canvas");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, width, height);
  paper.fillStyle = "#000";

  drawSquare(paper, qr, edge, 150);
  paper.font = font(52);
  paper.direction = direction;
  paper.textAlign = direction === "rtl" ? "right" : "left";
  paper.fillText(title, direction === "rtl" ? width - edge : edge, 90, width - 2 * edge);
  // Digits and addresses are read from left to right in every language.
  paper.direction = "ltr";
  paper.textAlign = "left";
  for (const [place, group] of groups.entries()) {
    const [x, y] = [660 + (place % 2) * 260, 200 + Math.floor(place / 2) * 92];
    paper.font = font(26);
    paper.fillText(String(place + 1), x, y);
    paper.font = font(48);
    paper.fillText(group, x + 36, y);
  }
  paper.font = font(28);
  paper.fillText(address, 660, 690, width - 660 - edge);

  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("no picture"));
      else resolve(blob);
    }, "image/png");
  });
}

/** Offers the picture for saving, then lets go of it. */
export function savePicture(picture: Blob, name: string): void {
  const address = URL.createObjectURL(picture);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.png`;
  link.click();
  // The browser has taken the address with the click.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}

function drawSquare(paper: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  const { data, size } = encode(text, { ecc: "H", border: 2 });
  const cell = Math.floor(square / size);
  for (const [line, row] of data.entries()) {
    for (const [place, dark] of row.entries()) {
      if (dark) paper.fillRect(x + place * cell, y + line * cell, cell, cell);
    }
  }
}

function font(pixels: number): string {
  return `700 ${String(pixels)}px system-ui, "Noto Sans Arabic", sans-serif`;
}
