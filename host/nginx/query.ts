import { secretArguments } from "../../domain/defaults/firewall.ts";
import { expression } from "./text.ts";

/**
 * Parts of arguments' names whose values no log holds: the firewall's own, and what X-Cart and payment providers put into addresses:
 * ways back, links for a new password, signatures, codes of 3-D Secure, who somebody is.
 */
const secretWords = [
  ...secretArguments.map((name) => name.replace(/^_/, "")),
  ...["pass", "pwd", "secret", "auth", "sign", "hash", "code", "session", "form_id", "request_id", "return_url", "returnurl", "referer"],
  ...["mail", "login", "phone", "card", "cvv", "cvc", "iban"],
];

/** How many secrets of a query are taken out one by one; with more than that all of it goes. */
const SECRETS = 8;

/** How many bytes of a query are looked into and logged, up to the last whole argument: what a look costs has an end. */
const LONGEST = 1024;

/** What stands in a secret's place. */
const GONE = "[-]";

/** Letters that some word has at a place. */
const letters = (at: number): string => `[${[...new Set(secretWords.map((word) => word[at]))].toSorted().join("")}]`;

/** A secret word. Three letters are looked at together first: trying one word after the other at each letter costs twenty times as much. */
const word = `(?=${letters(0)}${letters(1)}${letters(2)})(?:${secretWords.filter(isShortest).join("|")})`;

/** None that has another one inside. */
function isShortest(word: string): boolean {
  return !secretWords.some((other) => other !== word && word.includes(other));
}

/** Letters, digits, dots and underscores that no browser encodes. */
const needless = "%(?:[46][1-9a-f]|[57][0-9a]|3[0-9]|5f|2e)";

/** The beginning of an argument whose value is secret, and not empty. */
const secret = `[^&=]*?${word}[^&=]*=(?=[^&])`;

/**
 * The first secret that still stands. Every expression here goes over a text once, without coming back: what somebody sends must not
 * cost a worker more than its length.
 */
const firstSecret = (step: number) => `~*^(?<kept${step}>(?:(?!${secret})[^&]*&)*${secret})[^&]+(?<rest${step}>.*)$`;

/** Each step takes out a secret, and has the next one look at what is behind it: only as many are taken as there are secrets. */
const steps = Array.from({ length: SECRETS }, (_, index) => index + 1).map((step) => {
  const asked = step === 1 ? "$query_head" : `$rest${step - 1}`;
  const next = step === SECRETS ? `\${rest${step}}` : `\${query_${step + 1}}`;
  return `map ${asked} $query_${step} {
  default ${asked};
  ${expression(firstSecret(step))} "\${kept${step}}${GONE}${next}";
}
`;
});

/** Whether there may be anything to hide: secret words anywhere, names in disguise, enough digits for a card. */
const suspicious = [word, needless, "(?<![0-9])[0-9][0-9+.%-]{13}"].join("|");

/**
 * What is hidden whole, since the steps do not see it and PHP, or a page that an argument leads to, would: names in disguise; a
 * secret's name in a value or behind a semicolon; one too many; the digits of a card (PCI DSS 4.0.1, 3.5.1).
 */
const unclear = [
  `(?:^|&)[^&=%]*(?:(?!${needless})%[^&=%]*)*${needless}`,
  `${word}[^&=%]*(?:(?!%(?:25)*3d)%[^&=%]*){0,8}(?:=|%(?:25)*3d)(?!\\[-\\](?:&|$)|&|$)`,
  "(?<![0-9])(?:[0-9](?:%20|[+.-])?){14}",
];

const lines = (expressions: readonly string[], value: string) =>
  expressions.map((regex) => `  ${expression(`~*${regex}`)} ${value};\n`).join("");

/**
 * `$query`: a request's query for the log, without what others could use. Most have nothing to hide, which one look says.
 */
export const queryPart = `map $args $query {
  default $query_seen;
  "" "";
  # The version of a file.
  "~^[0-9]{1,13}$" $args;
  ${expression(`~^.{${LONGEST + 1}}`)} "\${query_seen}${GONE}";
}
map $args $query_head {
  default $args;
  ${expression(`~^(?<head>(?:.{0,${LONGEST - 1}}&)?).{${LONGEST}}`)} $head;
}
map $query_head $query_seen {
  default $query_head;
${lines([suspicious], "$query_told")}}
${steps.join("")}map $query_1 $query_told {
  default $query_1;
${lines(unclear, `"${GONE}"`)}}
`;
