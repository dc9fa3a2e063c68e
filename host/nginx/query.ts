import { secretArguments } from "../../domain/defaults/firewall.ts";
import { expression } from "./text.ts";

/**
 * Parts of the names of query arguments whose values are never logged: the web ACL's own, and those of X-Cart and of payment providers:
 * return addresses, password reset links, signatures, 3-D Secure codes, identities.
 */
const secretWords = [
  ...secretArguments.map((name) => name.replace(/^_/, "")),
  ...["pass", "pwd", "secret", "auth", "sign", "hash", "code", "session", "form_id", "request_id", "return_url", "returnurl", "referer"],
  ...["mail", "login", "phone", "card", "cvv", "cvc", "iban"],
];

/** Maximum secrets that are removed from a query one by one; a query with more is hidden whole. */
const MAX_SECRETS = 8;

/** Maximum bytes of a query that are examined and logged, up to the last whole argument. It bounds the cost of a request. */
const MAX_BYTES = 512;

/** The text that replaces a secret. */
const REDACTED = "[-]";

/** Words none of which has another one inside. */
const words = secretWords.filter((word) => !secretWords.some((other) => other !== word && word.includes(other)));

/** A word as PHP reads it: a dot, a space and an open bracket are underscores in names of its variables. */
const spelt = (word: string): string => word.replace("_", "(?:[_.+[]|%20|%5b)");

/** Letters that names and values in X-Cart's queries seldom have, or that two letters of a word seldom follow: the first ones go first. */
const rare = "kxpsuhcfmlb";

/** The place in each word at which the search for it begins: a rare letter that two others follow. */
const places = words.map((word) => {
  const letter = [...rare].find((one) => new RegExp(`${one}[a-z]{2}`).test(word));
  if (letter === undefined) throw new Error(`nginx: no rare letter in ${JSON.stringify(word)}`);
  return { word, letter, at: word.search(new RegExp(`${letter}[a-z]{2}`)) };
});

/** The letters that words have behind their place. */
const letters = (behind: number): string => [...new Set(places.map(({ word, at }) => word[at + behind]))].join("");

/** Words by their rare letter, of which all but that has been seen. */
const byLetter = Object.entries(Object.groupBy(places, ({ letter }) => letter)).map(([letter, some = []]) => {
  const rests = some.map(({ word, at }) => `${at > 0 ? `(?<=${word.slice(0, at + 1)})` : ""}${spelt(word.slice(at + 1))}`);
  return `${letter}(?:${rests.join("|")})`;
});

/** A secret word, from its rare letter on. Without three letters in a row that fit nothing else is tried: a twentieth of the work. */
const word = `(?=[${letters(0)}][${letters(1)}][${letters(2)}])(?:${byLetter.join("|")})`;

/*
 * Every expression here passes over a text once, without backtracking: a query must not cost a worker more than its length.
 * `*+` gives nothing back of what it took; `(*SKIP)` has the next try begin where this one came to, since all between ends there too.
 */

/** Letters, digits, dots and underscores that no browser encodes. */
const needless = "%(?:[46][1-9a-f]|[57][0-9a]|3[0-9]|5f|2e)";

/** The part of a name before a secret word, or all of a name without one. */
const blameless = `[^${letters(0)}&=]*+(?:(?!${word})[${letters(0)}][^${letters(0)}&=]*+)*+`;

/** The beginning of an argument with nothing to take out: its name has no secret word, or it has no value. */
const innocent = `(?:${blameless}(?![^&=])|[^&=]*+=?(?![^&]))`;

/** The first secret that still stands. */
const firstSecret = (step: number) => `~*^(?<kept${step}>(?:${innocent}[^&]*+&)*+(?!${innocent})[^&=]*+=)[^&]++(?<rest${step}>.*)$`;

/** Each step takes out a secret, and has the next one look at what is behind it: only as many are taken as there are secrets. */
const steps = Array.from({ length: MAX_SECRETS }, (_, index) => index + 1).map((step) => {
  const asked = step === 1 ? "$query_head" : `$rest${step - 1}`;
  const next = step === MAX_SECRETS ? `\${rest${step}}` : `\${query_${step + 1}}`;
  return `map ${asked} $query_${step} {
  default ${asked};
  ${expression(firstSecret(step))} "\${kept${step}}${REDACTED}${next}";
}
`;
});

/**
 * Queries without anything to hide, as most are: the version of a file, or arguments whose names have no secret word and whose values
 * have no room for a card's digits or another argument. A node's SELinux lets nothing be compiled at run time (`pcre_jit`): what one
 * look at the whole query can decide must not take one at each letter of it.
 */
const harmlessNames = "target|product_id|category_id|sort(?:By|Order)?|page(?:Id)?";
const rareLetters = [...letters(0)].flatMap((letter) => [letter, letter.toUpperCase()]).join("");
const commonLetters = [..."abcdefghijklmnopqrstuvwxyz"]
  .filter((letter) => !letters(0).includes(letter))
  .flatMap((letter) => [letter, letter.toUpperCase()])
  .join("");
const otherName = `[${commonLetters}_]*+(?:(?:%5[BD]|(?!(?i:${word}))[${rareLetters}])[${commonLetters}_]*+)*+`;
const digits = "[0-9]{0,6}+[.+-]*+[0-9]{0,7}+";
const harmlessArgument = `(?:(?:${harmlessNames})=|${otherName}=){1}+[a-zA-Z_.+-]*+${digits}`;

/** The rest of a longer value: letters, with too few digits between two of them for a card number. */
const goesOn = `(?:(?:%20)?+(?:[a-zA-Z_]++|(?:%(?:[89A-F][0-9A-F]|2[CF]|3[AF]|5C))++)[.+-]*+${digits})`;
const harmless = `^(?:[0-9]{1,13}|${harmlessArgument}(?:&${harmlessArgument})*+(?:${goesOn}++(?:&${harmlessArgument}${goesOn}*+)*+)?+)$`;

/** The same with one secret that X-Cart itself puts into addresses, which is taken out. */
const usualSecret = "(?:returnURL|xid|xcart_form_id|login|token)=";
const oneSecret = `^(?<told_before>(?:${harmlessArgument}&)*+${usualSecret})[^&]++(?<told_behind>(?:&${harmlessArgument})*+)$`;

/** Signs that a query may hold a secret: a secret word anywhere, an encoded name, enough digits for a card number. */
const suspicious = [word, needless, "[0-9][0-9+.%-]{13}"];

/**
 * Queries that are hidden whole, since they hold what PHP, or the page that an argument leads to, reads as a secret and the steps do not
 * see: encoded names; a secret's name in a value or behind a semicolon; too many secrets; a card number (PCI DSS 4.0.1, 3.5.1).
 */
const unclear = [
  `(?:^|&)[^&=%]*+(?:(?!${needless})%[^&=%]*+)*+${needless}`,
  `${word}[^&=]*+(*SKIP)=(?!\\[-\\](?:&|$)|&|$)`,
  `${word}[^&=%]*+(?:%(?:5[bd]|20)[^&=%]*+)*+(*SKIP)%(?:25)*+3d`,
  "(?<![0-9])(?:[0-9](?:%20|[+.-])?+){1,13}+(*SKIP)[0-9]",
];

const lines = (expressions: readonly string[], value: string) =>
  expressions.map((regex) => `  ${expression(`~*${regex}`)} ${value};\n`).join("");

/** `$query`: a request's query for the log, without secrets. A short harmless one is recognized by the first expression. */
export const queryPart = `map $args $query {
  default $args;
  "" "";
  ${expression(`~^.{${MAX_BYTES + 1}}`)} "\${query_told}${REDACTED}";
  ${expression(`~${harmless}`)} $args;
  ${expression(`~${oneSecret}`)} "\${told_before}${REDACTED}\${told_behind}";
${lines(suspicious, "$query_told")}}
map $query_1 $query_told {
  default $query_1;
${lines(unclear, `"${REDACTED}"`)}}
${steps.join("")}map $args $query_head {
  default $args;
  ${expression(`~^(?<head>(?:.{0,${MAX_BYTES - 1}}&)?).{${MAX_BYTES}}`)} $head;
}
`;
