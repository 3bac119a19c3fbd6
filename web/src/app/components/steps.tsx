/** How far one is: four bars, of which the first `done` are filled. Titles say the rest. */
export function Steps({ done, of = 4 }: { done: number; of?: number }) {
  return (
    <ol class="steps off-paper" aria-hidden="true">
      {Array.from({ length: of }, (_, step) => (
        <li key={step} class={step < done ? "done" : undefined} />
      ))}
    </ol>
  );
}
