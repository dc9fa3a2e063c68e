import { faultsIn } from "../../cli/prose/rule.ts";
import { type FaultSentence, VARIES } from "./fault-sentences.ts";

/** Beginnings of what is expected that leave open what is; a whole sentence may refer to what was got. */
const OPEN = { whole: /^(?:nothing|something)\b/, expected: /^(?:nothing|something|none|one that|other)\b/ };

/** Phrases that send the reader looking for what they refer to. */
const RIDDLE = /\b(?:there already|(?:is|are) there|not there|which is no|is no (?:file|folder)|it is not the|what of it)\b/;

/** What is wrong with a fault's form: it is one sentence that names its place, what was got, and what is expected or to be done. */
export function wrongWith({ form, text }: Pick<FaultSentence, "form" | "text">): string[] {
  const prose = text.replaceAll(/`[^`]*`|"[^"]*"/g, VARIES);
  const [, expected = ""] = form === "expected" ? [text, text] : (/\bexpected (.*)$/.exec(text) ?? []);
  const said: readonly (readonly [boolean, string])[] = [
    [form === "whole" && !/^[^:]+: /.test(text), "begin with the setting, option, argument or file, and a colon"],
    [form === "whole" && !/\bexpected\b|; /.test(text), "say what is expected, or what to do"],
    [OPEN[form].test(expected) || RIDDLE.test(prose), "say it without a riddle"],
    [/[a-z)…]\. [A-Z]/.test(prose) || /[.?!]$/.test(prose), "make it one sentence, without a full stop"],
    [form === "expected" && /^(?:A|An|The|One|At) /.test(text), "begin in lower case, since it follows a colon or a comma"],
  ];
  return [...said.flatMap(([wrong, remedy]) => (wrong ? [remedy] : [])), ...faultsIn(text).map(([, message]) => message)];
}
