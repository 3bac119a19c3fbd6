import { wholeText } from "../papers/names";

/** Digits as telephone numbers are grouped. Between words of Arabic the groups would change places: nobody could dial them. */
const numbers = /(\+?\p{Nd}[\p{Nd}\s.\-()/]*\p{Nd})/u;

/** What somebody wrote of themselves or of others, whole, in its own direction; numbers stand as they are dialled. */
export function Words({ of }: { of: string }) {
  return <bdi>{wholeText(of).split(numbers).map((part, at) => (at % 2 === 1 ? <bdi key={at} dir="ltr">{part}</bdi> : part))}</bdi>;
}
