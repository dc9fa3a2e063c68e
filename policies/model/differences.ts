import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { collect } from "./collect.ts";
import { show, UnknownValue } from "./values.ts";

/** Placeholder in a plan for a value of the stack's own that the plan cannot know. */
export class Own {
  /** Its name in messages: `the ARN of the IP set staff-ipv4`. */
  readonly what: string;
  /** Whether a value is that; it may throw an UnknownValue. */
  readonly admits: (actual: unknown) => boolean;

  constructor(what: string, admits: (actual: unknown) => boolean) {
    this.what = what;
    this.admits = admits;
  }
}

/** Values that the provider fills in without weakening anything. */
const filledIn: Readonly<Record<string, (value: unknown) => boolean>> = {
  enableMachineLearning: (value) => value === true,
  order: () => true,
  sessionCookieName: () => true,
};

/** Maximum length of a value in a sentence. */
const MAX_LENGTH = 100;

/**
 * Differences of `actual` from a plan, one sentence each: values that are missing, additional or different. Lists have no order, since AWS
 * returns sets in its own; a value that is unset, false, 0 or empty counts as missing.
 * @throws UnknownValue where only AWS knows a value that the plan has, and nothing else differs
 */
export function differences(plan: unknown, actual: unknown, path = ""): string[] {
  if (plan instanceof Own) return plan.admits(actual) ? [] : [`${path} is ${brief(actual)}; the settings give ${plan.what}`];
  if (isUnknown(actual)) throw new UnknownValue(path);
  if (Array.isArray(plan)) return listDifferences(plan, Array.isArray(actual) ? actual : isNothing(actual) ? [] : [actual], path);
  if (isRecord(plan)) return recordDifferences(plan, Array.isArray(actual) && actual.length === 1 ? actual[0] : actual, path);
  return isSame(plan, actual) ? [] : [`${path} is ${brief(actual)}; the settings give ${brief(plan)}`];
}

const isSame = (plan: unknown, actual: unknown): boolean =>
  isNothing(plan) ? isNothing(actual) : !isRecord(actual) && !Array.isArray(actual) && String(plan) === String(actual);

/** Whether a value counts as unset. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false || value === "" || value === 0 || (Array.isArray(value) && value.length === 0);

function recordDifferences(plan: Readonly<Record<string, unknown>>, actual: unknown, path: string): string[] {
  if (!isRecord(actual)) return [`${path} is ${brief(actual)}; the settings give ${brief(plan)}`];
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const more = Object.keys(actual).filter((key) => !(key in plan) && !isNothing(actual[key]) && !filledIn[key]?.(actual[key]));
  const found = collect(Object.entries(plan), ([key, one]) => differences(one, actual[key], at(key)));
  return [...found, ...more.map((key) => `${at(key)} is ${brief(actual[key])}; the settings give none`)];
}

function listDifferences(plan: readonly unknown[], actual: readonly unknown[], path: string): string[] {
  const rest = [...actual];
  const missing = plan.filter((one) => !takeFrom(rest, one));
  const [first] = missing;
  const [other] = rest;
  if (missing.length === 1 && rest.length === 1) return differences(first, other, isRecord(first) ? `${path}.0` : path);
  const unknown = rest.find(isUnknown);
  if (unknown !== undefined && rest.every(isUnknown)) throw new UnknownValue(path);
  return [
    ...missing.map((one) => `${path} lacks ${brief(one)}, which the settings give`),
    ...rest.map((one) => `${path} has ${brief(one)}, which the settings do not give`),
  ];
}

/** Takes what an element of the plan stands for out of a list; the order is mostly the plan's, so it is mostly the first. */
function takeFrom(rest: unknown[], plan: unknown): boolean {
  const at = rest.findIndex((one) => isEqual(plan, one));
  if (at >= 0) rest.splice(at, 1);
  return at >= 0;
}

function isEqual(plan: unknown, actual: unknown): boolean {
  try {
    return differences(plan, actual).length === 0;
  } catch (error) {
    if (error instanceof UnknownValue) return false;
    throw error;
  }
}

/** A value as a sentence shows it. */
export function brief(value: unknown): string {
  const text = value instanceof Own ? value.what : show(plain(value));
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** Its keys sorted: the engine sends them in an order of its own. */
const plain = (value: unknown): unknown =>
  value instanceof Own
    ? value.what
    : Array.isArray(value)
      ? value.map(plain)
      : isRecord(value)
        ? Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((key) => [key, plain(value[key])]),
          )
        : value;

/** The properties of a resource that a plan has, for {@link differences}. */
export const propertiesOf = (properties: Readonly<Record<string, unknown>>, plan: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(plan).map((key) => [key, properties[key]]));
