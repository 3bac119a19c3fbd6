import { Pictogram, type PictogramName } from "../pictograms/pictogram";

/** Sentences about what will be or was done, each with the same drawing. */
export function Lines({ title, lines, picture }: { title: string; lines: readonly string[]; picture: PictogramName }) {
  return (
    <section class="section">
      <h2>{title}</h2>
      <ul class="panel">
        {lines.map((line) => (
          <li key={line} class="row">
            <span class="token">
              <Pictogram name={picture} />
            </span>
            <span class="grow">{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
