import type { Dice } from "./dice.ts";

/** An argument before it is spelled. */
export type Argument = readonly [name: string, value: string];

/** A word as X-Cart takes it all the same, and now and then as it does not. */
export function spelledValue(dice: Dice, word: string, isEncoded: boolean): string {
  let text = word;
  for (let count = dice.chance(0.6) ? dice.below(4) : 0; count > 0; count--) {
    const at = dice.below(text.length + 1);
    text = `${text.slice(0, at)}${dice.pick(["_", "_", "__"])}${text.slice(at)}`;
  }
  if (dice.chance(0.2)) text = text.replaceAll("_", "");
  if (dice.chance(0.4)) text = [...text].map((letter) => (dice.chance(0.4) ? letter.toUpperCase() : letter)).join("");
  if (isEncoded && dice.chance(0.05)) text = encoded(dice, text);
  const endings = isEncoded ? (["%0A", "%00", "+", "-", "."] as const) : (["\n", "\0", " ", "-", "%00"] as const);
  return dice.chance(0.05) ? `${text}${dice.pick(endings)}` : text;
}

/** A text with some of its letters percent-encoded. */
export const encoded = (dice: Dice, text: string) =>
  [...text].map((letter) => (dice.chance(0.4) ? `%${dice.pick([hex(letter), hex(letter).toUpperCase()])}` : letter)).join("");

const hex = (letter: string) => letter.charCodeAt(0).toString(16).padStart(2, "0");
