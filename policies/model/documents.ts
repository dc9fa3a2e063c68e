import { isAnything, isProperty, isUnknown } from "../../domain/graph-values.ts";
import { covers as glob } from "../../domain/iam/glob.ts";
import { kept } from "../../domain/kept.ts";
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
  /** As in the document: operator → key → values. */
  readonly condition: Readonly<Record<string, unknown>>;
}

/**
 * The statements of a policy document in a property, JSON or an object; undefined where the property is unset.
 * @throws UnknownValue where it is known only after apply, is no JSON, or does not tell whom it admits to what
 */
export function statementsOf(resource: Resource, property: string): readonly PolicyStatement[] | undefined {
  const document = documentOf(resource, property);
  if (!isRecord(document)) return document === undefined ? undefined : [];
  return kept(statements, document, () =>
    asList(document.Statement)
      .filter(isRecord)
      .map((statement) => toStatement(statement, property)),
  );
}

/** Statements of documents that were read before. */
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
    throw new UnknownValue(property, "is not JSON, so that what it allows is unknown; write it as JSON");
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
 * Whether an unknown part of a statement may have any value. A mark among resources and a condition's values is the identity of a resource,
 * so never `*`; among principals only a whole ARN is, since any other mark may be any account or provider.
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
 * Whether a condition restricts callers to those that it names by `key`: by an operator that requires a value, also of callers without
 * one (`…IfExists` and `ForAllValues:…` allow these), and by values that match neither everything nor any account.
 */
export const narrows = (condition: PolicyStatement["condition"], key: string): boolean =>
  Object.entries(condition).some(
    ([operator, keys]) =>
      /^(ForAnyValue:)?(String|Arn)(Equals|Like|EqualsIgnoreCase)$/i.test(operator) &&
      isRecord(keys) &&
      Object.entries(keys).some(
        ([name, values]) => name.toLowerCase() === key.toLowerCase() && texts(values).length > 0 && !texts(values).some(isAnyones),
      ),
  );

/** Whether a pattern matches values of any account: wildcards only, or an ARN of any account. */
function isAnyones(pattern: string): boolean {
  const isWild = (part: string) => /^[*?]*$/.test(part);
  if (isWild(pattern)) return true;
  if (!/^(arn:|arn?[*?]|[*?].*:)/.test(pattern)) return false;
  const [, , , , account, ...rest] = pattern.split(":");
  return account === undefined || isWild(account === "" ? rest.join(":") : account);
}

/** Whether an action pattern such as `s3:Get*` covers an action. */
export const covers = (pattern: string, action: string): boolean => glob(pattern.toLowerCase(), action.toLowerCase());
