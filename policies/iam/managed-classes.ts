import type { Resource, Stack } from "../model/stack.ts";
import { allowed, allows, narrowsResources, onEverything } from "./documents.ts";
import { isEveryTarget } from "./everything.ts";
import { iamPolicyDisallowAdministrator } from "./policy-disallow-administrator.ts";
import { iamPolicyDisallowPrivilegeEscalation } from "./policy-disallow-privilege-escalation.ts";
import { needsEveryResource } from "./unscoped-actions.ts";

/** Classes of access that no AWS managed policy may grant. */
export const managedClasses = ["administrator", "escalation", "reads", "service"] as const;
export type ManagedClass = (typeof managedClasses)[number];

/**
 * Actions that read the data of customers and stores, or keys and passwords to it. Not ssm:GetParameter, which
 * every node's agent has by AmazonSSMManagedInstanceCore: secret parameters require kms:Decrypt as well.
 */
const reading = [
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "kms:Decrypt",
  "rds-data:ExecuteStatement",
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
];

/** Classes of access that a document grants, judged like a policy of the stack's own; empty if it is narrow. */
export function classesOf(policy: Resource, stack: Stack): ManagedClass[] {
  const statements = (allowed(policy, stack) ?? []).filter((statement) => !narrowsResources(statement));
  const everywhere = statements.filter(onEverything);
  const unscoped = everywhere.flatMap(({ actions }) => actions).filter((action) => !needsEveryResource(action));
  const reads = reading.some((action) =>
    statements.some((one) => allows(one, action) && (onEverything(one) || one.resources.some((name) => isEveryTarget(name, action)))),
  );
  const found: Readonly<Record<ManagedClass, boolean>> = {
    administrator: (iamPolicyDisallowAdministrator.check(policy, stack) ?? []).length > 0,
    escalation: (iamPolicyDisallowPrivilegeEscalation.check(policy, stack) ?? []).length > 0,
    reads,
    service: unscoped.some((action) => /^[\w-]+:\*+$/.test(action)),
  };
  return managedClasses.filter((one) => found[one]);
}
