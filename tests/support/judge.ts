import { createValidatedPolicy, type ValidatedPolicy, validateIdentityPolicy } from "@cloud-copilot/iam-policy";
import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { type Context, keyPolicyByIam, mutable } from "../components/iam.ts";

/** The policies of a role, as documents. */
export interface RolePolicies {
  readonly arn: string;
  readonly accountId: string;
  readonly policies: Readonly<Record<string, unknown>>;
  /** @default - none */
  readonly boundary?: unknown;
}

/** One thing that a role asks for. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/**
 * Whether IAM lets a role do something, by AWS's service authorization reference: an action must exist, and condition keys that AWS does not
 * send with it are left out of the request. Throws for what the
 * engine refuses to judge.
 */
export async function isAllowed(
  { arn, accountId, policies, boundary }: RolePolicies,
  { action, resource, context }: Question,
): Promise<boolean> {
  const asked: Simulation = {
    request: { principal: arn, action, resource: { resource, accountId }, contextVariables: mutable(context) },
    identityPolicies: Object.entries(policies).map(([name, policy]) => ({ name, policy: validated(policy) })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(boundary !== undefined && { permissionBoundaryPolicies: [{ name: "boundary", policy: validated(boundary) }] }),
    ...(action.startsWith("kms:") && { resourcePolicy: keyPolicyByIam(accountId) }),
  };
  const result = await runSimulation(asked, {});
  if (result.resultType !== "error") return result.overallResult === "Allowed";
  // Two of the reference's patterns fit the ARN: the engine cannot say which keys AWS sends, so it gets all of ours.
  // And AWS's own parameters and documents have ARNs without an account, which the reference does not have.
  if (result.errors.message === "multiple.resource.types" || /::(parameter\/aws\/|document\/AWS-)/.test(resource))
    return runUnsafeSimulation(asked, {}) === "Allowed";
  throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
}

const checked = new WeakMap<object, ValidatedPolicy>();

/** A document with what the engine finds wrong in it, found once: a role is asked thousands of questions. */
function validated(policy: unknown): unknown {
  if (typeof policy !== "object" || policy === null) return policy;
  const known = checked.get(policy) ?? createValidatedPolicy(policy, validateIdentityPolicy);
  checked.set(policy, known);
  return known;
}
