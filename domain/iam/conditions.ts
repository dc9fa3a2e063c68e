import { isUnknown } from "../graph-values.ts";
import { isRecord } from "../values.ts";
import { type Answer, between, every, not, some } from "./answer.ts";
import { canMeet, covers } from "./glob.ts";

/** The condition keys of a call, in lower case: their value (`*` where a part of it is unknown), or that it is not sent. */
export type Context = ReadonlyMap<string, string | "absent">;

/** A key of which it is unknown whether it is sent. */
const UNSAID = undefined;

/** The comparisons of IAM's operators, of one value with one operand (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html). */
const operators: Readonly<Record<string, (operand: string, value: string) => Answer>> = {
  stringequals: equal,
  stringequalsignorecase: (operand, value) => equal(operand.toLowerCase(), value.toLowerCase()),
  stringlike: (operand, value) => between(covers(operand, value), canMeet(operand, value)),
  arnequals: arnLike,
  arnlike: arnLike,
  bool: (operand, value) => equal(operand.toLowerCase(), value.toLowerCase()),
  numericequals: numbers((operand, value) => value === operand),
  numericlessthan: numbers((operand, value) => value < operand),
  numericlessthanequals: numbers((operand, value) => value <= operand),
  numericgreaterthan: numbers((operand, value) => value > operand),
  numericgreaterthanequals: numbers((operand, value) => value >= operand),
};

const negations: Readonly<Record<string, string>> = {
  stringnotequals: "stringequals",
  stringnotequalsignorecase: "stringequalsignorecase",
  stringnotlike: "stringlike",
  arnnotequals: "arnequals",
  arnnotlike: "arnlike",
  numericnotequals: "numericequals",
};

/** Whether a condition block holds of a call. */
export function conditionHolds(condition: unknown, context: Context): Answer {
  if (condition === undefined || condition === null) return "yes";
  if (!isRecord(condition)) return "perhaps";
  return every(
    Object.entries(condition).flatMap(([operator, keys]) =>
      isRecord(keys)
        ? Object.entries(keys).map(([key, operands]) => holds(operator, key.toLowerCase(), texts(operands), context))
        : ["perhaps"],
    ),
  );
}

function holds(written: string, key: string, operands: readonly string[], context: Context): Answer {
  const [, set, base = "", ifExists] = /^(forallvalues:|foranyvalue:)?(.+?)(ifexists)?$/.exec(written.toLowerCase()) ?? [];
  const value = context.get(key);
  if (value === UNSAID) return "perhaps";
  if (base === "null") return some(operands.map((operand) => equal(operand, String(value === "absent"))));
  const negated = negations[base];
  if (value === "absent") return ifExists || set === "forallvalues:" || (negated && set === undefined) ? "yes" : "no";
  const compare = operators[negated ?? base];
  if (!compare) return "perhaps";
  const found = some(operands.map((operand) => withVariables(operand, value, context, compare)));
  return negated ? not(found) : found;
}

function withVariables(operand: string, value: string, context: Context, compare: (operand: string, value: string) => Answer): Answer {
  const filled = isUnknown(operand) ? "perhaps" : fill(operand, context);
  return typeof filled === "string" ? filled : compare(filled.text, value);
}

/** A text with IAM's variables filled in, such as `${aws:SourceAccount}`; `no` where one is not sent, so that it stands for nothing. */
export function fill(text: string, context: Context): { readonly text: string } | "perhaps" | "no" {
  const keys = [...text.matchAll(/\$\{([^},]+)[^}]*\}/g)].map(([, key = ""]) => key.toLowerCase());
  const values = keys.map((key) => context.get(key));
  if (values.includes("absent")) return "no";
  if (values.some((value) => value === UNSAID || value.includes("*"))) return "perhaps";
  return { text: text.replace(/\$\{([^},]+)[^}]*\}/g, (_, key: string) => context.get(key.toLowerCase()) ?? "") };
}

function equal(operand: string, value: string): Answer {
  return between(operand === value && !value.includes("*"), value.includes("*") && canMeetLiterally(operand, value));
}

/** Like {@link canMeet}, where the operand's own `*` is a character like any other. */
const canMeetLiterally = (operand: string, value: string): boolean => covers(value, operand);

/** Each of an ARN's six parts is a pattern of its own: a `*` does not reach over a colon, but in the last. */
function arnLike(operand: string, value: string): Answer {
  if (value === "*") return "perhaps";
  const [operands, values] = [parts(operand), parts(value)];
  // Of an operand that is no ARN, such as `arn:aws:*`, AWS's page says nothing.
  if (operands.length !== 6 || values.length !== 6) return between(false, canMeet(operand, value));
  return every(operands.map((part, i) => between(covers(part, values[i] ?? ""), canMeet(part, values[i] ?? ""))));
}

/** The six parts of an ARN, the last one with the colons in it; fewer of what is none. */
export function parts(arn: string): string[] {
  const all = arn.split(":");
  return all.length <= 6 ? all : [...all.slice(0, 5), all.slice(5).join(":")];
}

function numbers(compare: (operand: number, value: number) => boolean) {
  return (operand: string, value: string): Answer =>
    value.includes("*") ? "perhaps" : between(compare(Number(operand), Number(value)), false);
}

/** One value or several, as text. */
export const texts = (value: unknown): string[] => (value === undefined || value === null ? [] : [value].flat().map(String));
