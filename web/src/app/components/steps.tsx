/** How far one is: five bars, of which the first `done` are filled. Titles say the rest. */
export function Steps({ done, of = 5 }: { done: number; of?: number }) {
  return (
    <ol class="steps off-paper" aria-hidden="true">
      {Array.from({ length: of }, (_, step) => (
        <li key={step} class={step < done ? "done" : undefined} />
      ))}
    </ol>
  );
}
