import { asList } from "../../../../policies/model/values.ts";
import { shown, toBytes } from "../bytes.ts";
import { type Context, type Inspected, isPart, type Match, type Test } from "../context.ts";
import { type Field, fieldOf, transformed } from "../fields.ts";
import { compileRegex } from "../regex.ts";
import type { Scope } from "../scope.ts";
import { type Block, blockOf, blocksOf, numberOf, textOf } from "../shape.ts";
import { onlyAws } from "./only-aws.ts";

/** A comparison of texts, and its wording with and without a `not`. */
interface Comparison {
  /** Whether it says something of a text of which only a part is known. */
  readonly isOfPart: boolean;
  readonly holds: (text: string) => boolean;
  readonly is: string;
  readonly isNot: string;
}

/** Compares a component to a text. */
export function byteMatch(block: Block, scope: Scope): Test {
  const wanted = toBytes(textOf(block.searchString));
  const constraint = textOf(block.positionalConstraint);
  const compare = constraints[constraint];
  if (!compare) return onlyAws(`the positional constraint ${constraint}`);
  return comparing(block, scope, { isOfPart: true, ...compare(wanted) });
}

/** Compares a component to a regular expression. */
export function regexMatch(block: Block, scope: Scope): Test {
  const pattern = textOf(block.regexString);
  const regex = compileRegex(pattern, `rule ${scope.rule}`);
  return comparing(block, scope, {
    isOfPart: true,
    holds: (text) => regex.test(text),
    is: `matches ${pattern}`,
    isNot: `does not match ${pattern}`,
  });
}

/** Compares a component to the regular expressions of a set: one is enough. */
export function regexPatternSet(block: Block, scope: Scope): Test {
  const found = scope.sets(scope.rule, block.arn, "aws:wafv2/regexPatternSet:RegexPatternSet");
  if (typeof found === "string") return onlyAws(found);
  const patterns = blocksOf(found.set.properties.regularExpressions).map(({ regexString }) => textOf(regexString));
  const regexes = patterns.map((pattern) => compileRegex(pattern, found.name));
  return comparing(block, scope, {
    isOfPart: true,
    holds: (text) => regexes.some((regex) => regex.test(text)),
    is: `matches the set ${found.name}`,
    isNot: `matches nothing in the set ${found.name}`,
  });
}

/** Compares the size of a component, in bytes. */
export function sizeConstraint(block: Block, scope: Scope): Test {
  const operator = textOf(block.comparisonOperator);
  const size = numberOf(block.size);
  const compare = operators[operator];
  if (!compare || size === undefined) return onlyAws(`the comparison ${operator}`);
  return comparing(block, scope, {
    isOfPart: false,
    holds: (text) => compare.holds(text.length, size),
    is: `has ${compare.words} ${size} bytes`,
    isNot: `has not ${compare.words} ${size} bytes`,
  });
}

const constraints: Readonly<Record<string, (wanted: string) => Omit<Comparison, "isOfPart">>> = {
  EXACTLY: (wanted) => ({ holds: (text) => text === wanted, is: `is ${shown(wanted)}`, isNot: `is not ${shown(wanted)}` }),
  STARTS_WITH: (wanted) => ({
    holds: (text) => text.startsWith(wanted),
    is: `starts with ${shown(wanted)}`,
    isNot: `does not start with ${shown(wanted)}`,
  }),
  ENDS_WITH: (wanted) => ({
    holds: (text) => text.endsWith(wanted),
    is: `ends with ${shown(wanted)}`,
    isNot: `does not end with ${shown(wanted)}`,
  }),
  CONTAINS: (wanted) => ({
    holds: (text) => text.includes(wanted),
    is: `contains ${shown(wanted)}`,
    isNot: `does not contain ${shown(wanted)}`,
  }),
  CONTAINS_WORD: (wanted) => ({
    holds: (text) => hasWord(text, wanted),
    is: `has the word ${shown(wanted)}`,
    isNot: `does not have the word ${shown(wanted)}`,
  }),
};

/** Whether `wanted` stands in a text with no letter, digit or underscore at either side. */
function hasWord(text: string, wanted: string): boolean {
  const isPart = (at: number) => /\w/.test(text.charAt(at));
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1))
    if (!isPart(at - 1) && !isPart(at + wanted.length)) return true;
  return false;
}

const operators: Readonly<Record<string, { readonly words: string; readonly holds: (size: number, limit: number) => boolean }>> = {
  EQ: { words: "exactly", holds: (size, limit) => size === limit },
  NE: { words: "other than", holds: (size, limit) => size !== limit },
  LT: { words: "less than", holds: (size, limit) => size < limit },
  LE: { words: "at most", holds: (size, limit) => size <= limit },
  GT: { words: "more than", holds: (size, limit) => size > limit },
  GE: { words: "at least", holds: (size, limit) => size >= limit },
};

function comparing(block: Block, scope: Scope, { isOfPart, holds, is, isNot }: Comparison): Test {
  const field = transformed(fieldOf(blockOf(block.fieldToMatch)), block.textTransformations);
  if (field.open !== undefined) return onlyAws(field.open);
  const reader = scope.readers.number(JSON.stringify([block.fieldToMatch, asList(block.textTransformations)]), field);
  const test = (at: Context): Match => {
    const found = at.inspect(reader);
    if (isPart(found)) return isOfPart && found.part.some(holds) ? true : undefined;
    return typeof found === "object" ? found.some(holds) : found;
  };
  return { test, why };

  function why(at: Context, outcome: Match): string {
    const found = at.inspect(reader);
    if (outcome === undefined) return openWords(field, at);
    if (typeof found !== "object") return `${field.name} is larger than what WAF is given, or cannot be read`;
    const texts = textsIn(found);
    if (!outcome) return `${field.name} ${texts.length === 0 ? "is missing" : isNot}`;
    return `${field.name} ${shown(texts.find(holds) ?? "")} ${is}`;
  }
}

const textsIn = (found: Exclude<Inspected, Match>): readonly string[] => (isPart(found) ? found.part : found);

function openWords({ name, option }: Field, { view }: Context): string {
  if (option !== undefined) return `${name} was not given (${option})`;
  return view.request.untold === undefined
    ? `AWS decides on ${name}, which cannot be read to its end`
    : `the log does not say all of ${name}`;
}
