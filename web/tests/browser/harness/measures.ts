/** Words that a box hides a part of, to the side or below; names that people wrote are shortened to two lines on purpose. */
export function cutWords(): string[] {
  const cut = new Set<string>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const holder = text.parentElement;
    if (holder?.closest(".unseen, .on-paper, option") !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, bottom, width } of range.getClientRects()) {
      if (width === 0) continue;
      let shortened = false;
      for (let box: HTMLElement | null = holder; box !== null && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        const aside = overflowX !== "visible" && (left < edge.left - 1 || right > edge.right + 1);
        shortened ||= webkitLineClamp !== "none" && (box.tagName === "BDI" || box.querySelector("bdi") !== null);
        const below = overflowY === "hidden" && !shortened && bottom > edge.bottom + 1;
        if (aside || below) cut.add(text.textContent ?? "");
      }
    }
  }
  return [...cut];
}

/** Controls smaller than 48 px either way, but for links in a sentence. */
export function smallTargets(): string[] {
  return [...document.querySelectorAll<HTMLElement>("button, label:has(input), input[type=text]")]
    .filter((control) => {
      const { width, height } = control.getBoundingClientRect();
      return width > 0 && (width < 48 || height < 48);
    })
    .map((control) => `smaller than 48 px: ${control.outerHTML.slice(0, 80)}`);
}
