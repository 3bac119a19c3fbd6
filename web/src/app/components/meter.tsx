/** How far something is, of 100. */
export function Meter({ label, percent }: { label: string; percent: number }) {
  return (
    <span class="meter" role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
      <span style={{ inlineSize: `${percent}%` }} />
    </span>
  );
}
