import { covers } from "../iam/glob.ts";
import { kept } from "../kept.ts";
import { isRecord } from "../values.ts";
import type { Refusal, ServiceCall } from "./conversation.ts";
import type { Endpoint } from "./network.ts";

/** The refusal of a call by an endpoint's policy: no policy is AWS's own, which allows everything. */
export function refusedByPolicy(endpoint: Endpoint, call: ServiceCall): Refusal | undefined {
  const statements = kept(read, endpoint, () => statementsOf(endpoint));
  if (statements === "AWS's own") return undefined;
  const effects = statements.filter((statement) => applies(statement, call)).map(({ Effect }) => Effect);
  if (effects.includes("Allow") && !effects.includes("Deny")) return undefined;
  return { by: `policy of endpoint ${endpoint.id}`, what: `${call.action} on ${call.resource}` };
}

type Statements = readonly Record<string, unknown>[] | "AWS's own";

/** Policies that were read before: an endpoint's is asked for each call. */
const read = new WeakMap<Endpoint, Statements>();

function statementsOf({ policy }: Endpoint): Statements {
  const document: unknown = typeof policy === "string" && policy !== "" ? JSON.parse(policy) : policy;
  return isRecord(document) ? list(document.Statement).filter(isRecord) : "AWS's own";
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

const applies = ({ Action, Resource, Condition = {} }: Record<string, unknown>, { action, resource, context }: ServiceCall): boolean =>
  list(Action).some((pattern) => covers(String(pattern).toLowerCase(), action.toLowerCase())) &&
  list(Resource).some((pattern) => covers(String(pattern), resource)) &&
  isRecord(Condition) &&
  Object.entries(Condition).every(([operator, keys]) => isRecord(keys) && holds(operator, keys, context));

function holds(operator: string, keys: Record<string, unknown>, context: ServiceCall["context"]): boolean {
  return Object.entries(keys).every(([key, patterns]) => {
    const value = context[key];
    if (operator === "StringEqualsIfExists") return value === undefined || list(patterns).includes(value);
    if (operator === "StringEquals") return value !== undefined && list(patterns).includes(value);
    if (operator === "StringLike" || operator === "ArnLike")
      return value !== undefined && list(patterns).some((pattern) => covers(String(pattern), value));
    throw new RangeError(`the condition ${operator} of an endpoint's policy is not evaluated`);
  });
}
