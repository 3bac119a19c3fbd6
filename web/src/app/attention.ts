/**
 * Whether somebody is at the page, though nothing is touched: the camera or the file chooser is open over it, or it is
 * doing what it was asked and takes its time.
 */
let chooser = false;
let works = 0;

export function chooserOpens(): void {
  chooser = true;
}

export function chooserCloses(): void {
  chooser = false;
}

/** Until what this gives is called, the page counts as used. */
export function holdAttention(): () => void {
  let held = true;
  works += 1;
  return () => {
    if (held) works -= 1;
    held = false;
  };
}

export function isAttended(): boolean {
  return chooser || works > 0;
}
