import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Listen } from "./listen";
import { Tool } from "./tool";

interface Props {
  /** The heading; it is read out when the screen comes. */
  title: string;
  /** What "Écouter" says: the screen in a sentence or two. */
  say: string;
  /** `door` wears the cornice, `shut` is closed, `whole` shows one paper and nothing else. */
  look?: "plain" | "door" | "shut" | "whole";
  /** Stands in the header in place of "Retour". */
  brand?: string;
  /** The title is said, not shown. */
  quiet?: boolean;
  lockable?: boolean;
  /** More tools, before "Fermer". */
  tools?: ComponentChildren;
  /** Between header and content. */
  picture?: ComponentChildren;
  foot?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

/** One screen: tools at the same place always, a title, content, and the thing to do at the bottom. */
export function Screen(props: Props) {
  const { title, say, look = "plain", brand, quiet = false, lockable = false, tools, picture, foot, wide = false } = props;
  const { texts, way, close, hide, preferences } = useSetting();
  const heading = useRef<HTMLHeadingElement>(null);

  // As soon as the screen is there: whoever types at once types into this one.
  useLayoutEffect(() => {
    // Browsers keep titles in their history: the names of an open locker stay out of it.
    document.title = preferences.discreet ?? (lockable ? texts.brand : `${title} · ${texts.brand}`);
  }, [title, texts, preferences]);

  useLayoutEffect(() => {
    if (!way.moved) return;
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
    // Once, when the screen comes.
  }, []);

  const inHeader = look === "door" && brand === title;
  const headline = (
    <h1 ref={heading} tabIndex={-1} class={quiet ? "unseen" : undefined}>
      <bdi>{title}</bdi>
    </h1>
  );

  return (
    <div class={`screen ${look === "shut" ? "door shut" : look}`}>
      <header class="top">
        {brand === undefined ? (
          <Tool name="back" word={texts.tools.back} aside onClick={way.back} />
        ) : inHeader ? (
          <h1 ref={heading} tabIndex={-1} class="brand">
            <Pictogram name="armoire" /> {brand}
          </h1>
        ) : (
          <p class="brand">
            <Pictogram name="armoire" /> {brand}
          </p>
        )}
        {tools}
        {look !== "whole" && <Listen say={say} />}
        {lockable && <Tool name="hide" word={texts.tools.hide} onClick={hide} />}
        {lockable && (
          <Tool
            name="lock"
            word={texts.tools.lock}
            onClick={() => {
              close();
            }}
          />
        )}
      </header>
      {picture}
      <main class={look === "door" ? `inside${wide ? " rooms" : ""}` : undefined}>
        {!inHeader && headline}
        {props.children}
      </main>
      {foot && <footer class="foot stack">{foot}</footer>}
    </div>
  );
}
