import { chooserCloses, chooserOpens } from "../attention";

type Picker = (options: { suggestedName: string; types: { description: string; accept: Record<string, string[]> }[] }) => Promise<FileSystemFileHandle>;

/** Whether this browser lets a page write into a file that the person chose, however large. */
export function canChoosePlace(): boolean {
  return picker() !== undefined;
}

/** Asks where an archive goes. `undefined` where the person gave up, or the browser can't ask. */
export async function choosePlace(suggestedName: string, description: string): Promise<FileSystemFileHandle | undefined> {
  chooserOpens();
  try {
    return await picker()?.({ suggestedName, types: [{ description, accept: { "application/zip": [".zip"] } }] });
  } catch (refusal) {
    if (refusal instanceof DOMException && refusal.name === "AbortError") return undefined;
    throw refusal;
  } finally {
    chooserCloses();
  }
}

function picker(): Picker | undefined {
  const { showSaveFilePicker } = globalThis as { showSaveFilePicker?: Picker };
  return showSaveFilePicker?.bind(globalThis);
}
