import type { Dice } from "./dice.ts";
import { type Argument, spelledValue } from "./words.ts";

const types = [
  "multipart/form-data; boundary=part",
  "multipart/form-data; boundary=part",
  'multipart/form-data; boundary="part"',
  "Multipart/Form-Data; charset=utf-8; Boundary=part",
  "multipart/form-data;boundary=part;charset=utf-8",
  "multipart/form-data,boundary=part",
] as const;

/** A form with parts, whose headers are written in any way that PHP reads, and in some that it does not. */
export function multipartBody(dice: Dice, list: readonly Argument[]): { type: string; text: string } {
  const end = dice.chance(0.8) ? "\r\n" : "\n";
  const parts = list.map((argument) => {
    const text = part(dice, argument, end);
    const isOdd = dice.chance(0.05);
    return `${isOdd ? dice.pick(["--partx", "x--part"]) : "--part"}${end}${text}`;
  });
  const preamble = dice.chance(0.05) ? `x=1&target=main${end}` : "";
  const close = dice.pick(["--part--", "--part--\r\n", "", "--", `--part${end}`]);
  return { type: dice.pick(types), text: `${preamble}${parts.join("")}${close}` };
}

function part(dice: Dice, [name, value]: Argument, end: string): string {
  const before = dice.chance(0.2) ? `${dice.pick(["Content-Type: text/plain", "X: a", "no colon"])}${end}` : "";
  const after = dice.chance(0.2) ? `${dice.pick(["Content-Type: text/plain", "Content-Transfer-Encoding: 8bit", "X: a"])}${end}` : "";
  const blank = dice.chance(0.03) ? `\0x${end}` : end;
  return `${before}${disposition(dice, name, end)}${end}${after}${blank}${spelledValue(dice, value, false)}${end}`;
}

function disposition(dice: Dice, name: string, end: string): string {
  const key = dice.pick(["Content-Disposition", "Content-Disposition", "content-disposition", "CONTENT-DISPOSITION"]);
  const kind = dice.pick(["form-data; ", "form-data; ", "form-data;", "form-data;;\t", "", "attachment; ", "'; "]);
  const more = dice.chance(0.15) ? dice.pick(["; x=y", '; filename="a.png"', '; name="other"', ";", " ", ";name=''"]) : "";
  const line = `${kind}${dice.pick(["name", "name", "NAME", "Name"])}${named(dice, name)}${more}`;
  return `${key}:${dice.pick([" ", " ", "", "\t"])}${dice.chance(0.12) ? folded(dice, line, end) : line}`;
}

/** The name behind `name`, with its sign and quotes. */
function named(dice: Dice, name: string): string {
  const equals = dice.pick(["=", "=", "=", "=", "==", "= ", "=\t", `=\r\n `, " ="]);
  const before = dice.chance(0.1) ? dice.pick([" ", "  ", "\t", "\\", "%20"]) : "";
  const after = dice.chance(0.1) ? dice.pick(["\0", "\0x", "[]", "[x]", "[", " ", ".", "\\"]) : "";
  const text = `${before}${name}${after}`;
  const quote = dice.pick(['"', '"', '"', "'", ""]);
  return `${equals}${quote}${text}${dice.chance(0.05) ? "" : quote}`;
}

/** The line goes on in a next one, wherever that may be. */
function folded(dice: Dice, line: string, end: string): string {
  let text = line;
  for (let count = 1 + dice.below(2); count > 0; count--) {
    const at = dice.below(text.length + 1);
    text = `${text.slice(0, at)}${dice.pick(["", "", "\0:", "\0"])}${end}${dice.pick(["", "", " ", "\t", "\r"])}${text.slice(at)}`;
  }
  return text;
}
