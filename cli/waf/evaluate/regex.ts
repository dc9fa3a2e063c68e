import { refusedIn } from "../../../domain/defaults/firewall-regex.ts";
import { UserError } from "../../offline/faults.ts";

/** Maximum characters of a pattern. docs.aws.amazon.com/waf/latest/developerguide/limits.html */
const MAX_CHARACTERS = 512;

/**
 * Compiles a regular expression of a rule. AWS's are a part of PCRE's over bytes, which here is JavaScript's without the Unicode
 * flag; options at the start, `(?i)` and its like, become flags.
 * @throws UserError naming `place` where AWS would refuse it, or it means nothing here
 */
export function compileRegex(pattern: string, place: string): RegExp {
  const found = refusedIn(pattern);
  if (found) throw new UserError(`${place}: got the regular expression ${pattern}, expected one without ${found}, which AWS WAF refuses`);
  if (pattern.length > MAX_CHARACTERS)
    throw new UserError(`${place}: got a regular expression of ${pattern.length} characters, expected at most ${MAX_CHARACTERS}`);
  const options = /^\(\?([ims]+)\)/.exec(pattern);
  try {
    return new RegExp(translated(pattern.slice(options?.[0].length ?? 0)), options?.[1] ?? "");
  } catch (error) {
    throw new UserError(`${place}: got the regular expression ${pattern}, expected one that can be read (${String(error)})`);
  }
}

/** Translates constructs that PCRE writes differently: the very start and end, and names of character classes. */
function translated(pattern: string): string {
  return pattern
    .replace(/(?<!\\)((?:\\\\)*)\\A/g, "$1^")
    .replace(/(?<!\\)((?:\\\\)*)\\[zZ]/g, "$1$")
    .replace(/\[:(\w+):\]/g, (whole, name: string) => kinds[name] ?? whole);
}

const kinds: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  digit: "0-9",
  lower: "a-z",
  upper: "A-Z",
  space: "\\s",
  word: "\\w",
  xdigit: "0-9A-Fa-f",
};
