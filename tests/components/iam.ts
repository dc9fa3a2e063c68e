import { createValidatedPolicy, validateResourcePolicy } from "@cloud-copilot/iam-policy";
import { anonymousPrincipal, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";

/** Who asks for what; `context` holds the condition keys that AWS fills in. */
export interface AccessRequest {
  /** An IAM principal's ARN, a service's name, or `anonymous`. */
  readonly principal: string;
  readonly action: string;
  readonly resource?: string;
  readonly context?: Context;
}

/** Condition keys, by the values that AWS fills in. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One statement of a parsed policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The statements of a policy document; throws for one of another version. */
export function statementsOf(policy: unknown): PolicyStatement[] {
  const document: unknown = typeof policy === "string" ? JSON.parse(policy) : policy;
  if (!isDocument(document)) throw new Error(`got ${JSON.stringify(policy)}, expected a policy of version 2012-10-17`);
  return [...document.Statement];
}

function isDocument(value: unknown): value is { readonly Statement: readonly PolicyStatement[] } {
  if (typeof value !== "object" || value === null || !("Version" in value) || !("Statement" in value)) return false;
  return value.Version === "2012-10-17" && Array.isArray(value.Statement);
}

/** What AWS says: a Deny wins over each Allow; without either, `unmentioned`. */
export type Decision = "allowed" | "denied" | "unmentioned";

const everything = { Version: "2012-10-17", Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] };

/** Another account than that of any principal: there a resource's policy has to say yes itself. */
const resourceOwner = "000000000000";

/**
 * What a resource's policy says to a request. An account's root stands for all its principals, to whom IAM has said yes.
 */
export function decide(policy: unknown, { principal, action, resource = "*", context = {} }: AccessRequest): Decision {
  return simulate({
    request: {
      principal: principal === "anonymous" ? anonymousPrincipal : principal,
      action,
      resource: { resource, accountId: resourceOwner },
      contextVariables: mutable(context),
    },
    identityPolicies: principal.startsWith("arn:") ? [{ name: "all", policy: everything }] : [],
    resourcePolicy: asResourcePolicy(statementsOf(policy).map(withResource)),
  });
}

/** A trust policy has no resource: it is about the role itself. */
const withResource = (statement: PolicyStatement): Partial<PolicyStatement> => ({ ...statement, Resource: statement.Resource ?? "*" });

/** Each key of ours leaves it to IAM who may what (components/keys/policy.ts): without that a key says no to its own account. */
export const keyPolicyByIam = (accountId: string) =>
  asResourcePolicy([
    { Sid: "Account", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*", Resource: "*" },
  ]);

/** What IAM says to a role that has these policies, of its own and attached, within a boundary. */
export function decideFor(policies: readonly unknown[], request: Omit<AccessRequest, "principal">, boundary?: unknown): Decision {
  return simulate({
    request: {
      principal: `arn:aws:iam::${resourceOwner}:role/asks`,
      action: request.action,
      resource: { resource: request.resource ?? "*", accountId: resourceOwner },
      contextVariables: mutable(request.context ?? {}),
    },
    identityPolicies: policies.map((policy, at) => ({
      name: `policy-${at}`,
      policy: { Version: "2012-10-17", Statement: statementsOf(policy) },
    })),
    ...(request.action.startsWith("kms:") && { resourcePolicy: keyPolicyByIam(resourceOwner) }),
    ...(boundary !== undefined && {
      permissionBoundaryPolicies: [{ name: "boundary", policy: { Version: "2012-10-17", Statement: statementsOf(boundary) } }],
    }),
  });
}

/** With a name, for which the engine asks. */
const asResourcePolicy = (statements: readonly object[]) =>
  createValidatedPolicy({ Version: "2012-10-17", Statement: statements }, validateResourcePolicy, { name: "resource" });

function simulate(asked: Omit<Simulation, "serviceControlPolicies" | "resourceControlPolicies">): Decision {
  const result = runUnsafeSimulation({ ...asked, serviceControlPolicies: [], resourceControlPolicies: [] }, {});
  if (result === "Allowed") return "allowed";
  return result === "ExplicitlyDenied" ? "denied" : "unmentioned";
}

/** The same for the engine, which takes lists that it could change. */
export const mutable = (context: Context): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]));

/** A value that may stand alone or in a list. */
export function list(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
