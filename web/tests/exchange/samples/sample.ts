import { decode, encode, type Bytes } from "../../../src/protocol/bytes";

/** A scenario before it has been tried: its operation is the first part of its name. */
export interface Sample {
  name: string;
  input: Record<string, unknown>;
  /** The refusal's name; absent when it opens. */
  expect?: string;
}

/** A sample, the same with one bit flipped near the end of `key`, and the same cut by a byte. */
export function withDamage(sample: Sample, key: string, flipped: string, cut: string): Sample[] {
  const bytes = decode(sample.input[key] as string);
  const flip = bytes.slice();
  flip[flip.length - 2] = (flip.at(-2) ?? 0) ^ 1;
  const damaged = (name: string, damage: Bytes, expect: string): Sample => ({
    name: `${sample.name}-${name}`,
    input: { ...sample.input, [key]: encode(damage) },
    expect,
  });
  return [sample, damaged("flipped", flip, flipped), damaged("cut", bytes.slice(0, -1), cut)];
}
