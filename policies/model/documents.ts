import { isAnything, isProperty, isUnknown } from "../../domain/graph-values.ts";
import { covers as glob } from "../../domain/iam/glob.ts";
import { isRecord } from "../../domain/values.ts";
import type { Resource } from "./stack.ts";
import { asList, UnknownValue } from "./values.ts";

/** One statement of an IAM, key, bucket or queue policy, its fields as lists. */
export interface PolicyStatement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  /** `*`, or by kind such as `AWS: …`, `Service: …`, written `AWS:arn…`. Empty in identity policies. */
  readonly principals: readonly string[];
  /** As it stands: operator → key → values. */
  readonly condition: Readonly<Record<string, unknown>>;
}

/**
 * The statements of a policy document in a property, JSON or an object; undefined where the property is unset.
 * @throws UnknownValue where it is known only after apply, is no JSON, or does not tell whom it admits to what
 */
export function statementsOf(resource: Resource, property: string): readonly PolicyStatement[] | undefined {
  const document = documentOf(resource, property);
  if (!isRecord(document)) return document === undefined ? undefined : [];
  const known =
    statements.get(document) ??
    asList(document.Statement)
      .filter(isRecord)
      .map((statement) => toStatement(statement, property));
  statements.set(document, known);
  return known;
}

/** Of a document that was read. */
const statements = new WeakMap<object, readonly PolicyStatement[]>();

/**
 * A policy document in a property, JSON or an object, as it stands, ARNs that AWS alone knows as marks; undefined where it is unset.
 * @throws UnknownValue where it is known only after apply, or is no JSON
 */
export function documentOf(resource: Resource, property: string): unknown {
  const value = resource.document(property);
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") return value;
  const known = parsed.get(resource) ?? new Map<string, unknown>();
  parsed.set(resource, known);
  if (!known.has(property)) known.set(property, parse(property, value));
  return known.get(property);
}

/** Dozens of policies read each document: parsed once, by its property. */
const parsed = new WeakMap<Resource, Map<string, unknown>>();

function parse(property: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnknownValue(property, "is no JSON, so nobody can say what it admits");
  }
}

function toStatement(statement: Record<string, unknown>, property: string): PolicyStatement {
  if (isOpen(statement)) throw new UnknownValue(property);
  return {
    effect: statement.Effect === "Deny" ? "Deny" : "Allow",
    actions: texts(statement.Action),
    notActions: texts(statement.NotAction),
    resources: texts(statement.Resource),
    principals: principals(statement.Principal),
    condition: isRecord(statement.Condition) ? statement.Condition : {},
  };
}

/**
 * Whether what is unknown of a statement may be anything. A mark among resources and a condition's values is what something is known by, and
 * so never `*`; among principals only an ARN as a whole, since of the rest nobody knows which account or provider it is.
 */
function isOpen({ Effect, Action, NotAction, Principal, Resource, NotResource, Condition }: Record<string, unknown>): boolean {
  const byKind = isRecord(Principal) ? Object.entries(Principal) : [["", Principal] as const];
  return (
    holds([Effect, Action, NotAction], isUnknown) ||
    holds([Resource, NotResource, Condition], isAnything) ||
    byKind.some(([kind, who]) => holds(who, (one) => isUnknown(one) && !(/^(AWS|Federated)$/.test(kind) && isProperty(one))))
  );
}

const texts = (value: unknown): string[] => asList(value).map(String);

const holds = (value: unknown, is: (leaf: unknown) => boolean): boolean =>
  is(value) || ((Array.isArray(value) || isRecord(value)) && Object.values(value).some((element) => holds(element, is)));

function principals(value: unknown): string[] {
  if (!isRecord(value)) return texts(value);
  return Object.entries(value).flatMap(([kind, who]) =>
    texts(who).map((name) => (name === "*" && kind === "AWS" ? "*" : `${kind}:${name}`)),
  );
}

/**
 * Whether a condition asks for a value of `key` under any operator: `conditionHas(c, "aws:SecureTransport", "false")`.
 * @throws UnknownValue where it asks for a value that only AWS knows
 */
export function conditionHas(condition: PolicyStatement["condition"], key: string, value?: string): boolean {
  return Object.values(condition).some(
    (keys) =>
      isRecord(keys) &&
      Object.entries(keys).some(
        ([name, values]) => name.toLowerCase() === key.toLowerCase() && (value === undefined || hasValue(name, texts(values), value)),
      ),
  );
}

function hasValue(key: string, values: readonly string[], value: string): boolean {
  if (values.includes(value)) return true;
  if (values.some(isUnknown)) throw new UnknownValue(`Condition.${key}`);
  return false;
}

/**
 * Whether a condition leaves of whoever comes only those whom it names by `key`: by an operator that asks for a value, of a caller without
 * one too (`…IfExists` and `ForAllValues:…` let that one in), and for values of which none may be anything or in any account.
 */
export const narrows = (condition: PolicyStatement["condition"], key: string): boolean =>
  Object.entries(condition).some(
    ([operator, keys]) =>
      /^(ForAnyValue:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)$/i.test(operator) &&
      isRecord(keys) &&
      Object.entries(keys).some(
        ([name, values]) => name.toLowerCase() === key.toLowerCase() && texts(values).length > 0 && !texts(values).some(isAnybodys),
      ),
  );

/** Whether a pattern fits what anybody has: wildcards alone, or an ARN of any account. */
function isAnybodys(pattern: string): boolean {
  const isWild = (part: string) => /^[*?]*$/.test(part);
  if (isWild(pattern)) return true;
  if (!/^(arn:|arn?[*?]|[*?].*:)/.test(pattern)) return false;
  const [, , , , account, ...rest] = pattern.split(":");
  return account === undefined || isWild(account === "" ? rest.join(":") : account);
}

/** Whether an action pattern such as `s3:Get*` covers an action. */
export const covers = (pattern: string, action: string): boolean => glob(pattern.toLowerCase(), action.toLowerCase());
