import { encode } from "uqr";

interface Props {
  text: string;
  label: string;
  /** On paper: a fifth of its width may be torn or wet, and it is still read; finer cells for that. */
  sturdy?: boolean;
}

/** A QR code as one SVG path, black on white in every theme. */
export function Square({ text, label, sturdy = false }: Props) {
  const { data, size } = encode(text, { ecc: sturdy ? "H" : "M", border: 2 });
  return (
    <div class="square">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path fill="#000" d={data.map(rowPath).join("")} />
      </svg>
    </div>
  );
}

/** One rectangle for each run of dark cells. */
function rowPath(row: boolean[], y: number): string {
  let path = "";
  let start = -1;
  for (let x = 0; x <= row.length; x += 1) {
    if (row[x] === true) {
      if (start < 0) start = x;
    } else if (start >= 0) {
      path += `M${start} ${y}h${x - start}v1H${start}z`;
      start = -1;
    }
  }
  return path;
}
