import { useState } from "preact/hooks";

/** One of the things that were shown, asked back: which is chosen by chance. */
export interface Proof {
  /** Which is asked for, counted from 0. */
  asked: number;
  typed: string;
  /** Whether it was given in, and isn't right. */
  wrong: boolean;
  type: (text: string) => void;
  submit: () => void;
}

/** Asks for one of `count`. What is right leads on by itself, while it is typed. */
export function useProof(count: number, isRight: (text: string, asked: number) => boolean, onProven: () => void): Proof {
  const [asked] = useState(() => Math.floor(Math.random() * count));
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  return {
    asked,
    typed,
    wrong,
    type: (text) => {
      setTyped(text);
      setWrong(false);
      if (isRight(text, asked)) onProven();
    },
    submit: () => {
      setWrong(true);
    },
  };
}
