/** Constructs that AWS WAF refuses, with their names. Source: docs.aws.amazon.com/waf/latest/developerguide/waf-regex-pattern-support.html */
const refused: readonly (readonly [what: RegExp, name: string])[] = [
  [/\(\?<?[=!]/, "look-around"],
  [/\\[1-9gk]|\(\?P[=>]|\(\?(?:&|R|[0-9])/, "back references and recursion"],
  [/\(\?>|[*+?}]\+/, "atomic groups and possessive quantifiers"],
  [/\(\?\(/, "conditions"],
  [/\(\*/, "control verbs"],
  [/\\[CRK]/, "\\C, \\R and \\K"],
  [/\(\?C/, "callouts"],
];

/** The construct of a regular expression that AWS WAF would refuse, by name; undefined if there is none. */
export function refusedIn(regex: string): string | undefined {
  const bare = regex.replace(/\\[^1-9gkCRK]/g, "_").replace(/\[\^?\]?[^\]]*\]/g, "_");
  return refused.find(([what]) => what.test(bare))?.[1];
}
