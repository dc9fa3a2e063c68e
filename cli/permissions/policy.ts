import type { Permission } from "../../domain/permissions/permission.ts";

/** A statement of an IAM policy. */
interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}

/** Condition keys that narrow a right to what it is for; the others only come along. */
const narrowing = ["iam:AWSServiceName", "iam:PassedToService", "iam:PermissionsBoundary", "kms:ViaService"];

/** The least policy that grants all of them: one statement for each set of resources and conditions. */
export function policyOf(needs: readonly Permission[]): { readonly Version: "2012-10-17"; readonly Statement: readonly Statement[] } {
  const byReach = new Map<string, { readonly reach: Omit<Statement, "Action">; readonly actions: Set<string> }>();
  for (const { action, resources, context } of needs) {
    const conditions = Object.fromEntries(Object.entries(context).filter(([key]) => narrowing.includes(key)));
    const reach = {
      Effect: "Allow",
      Resource: resources,
      ...(Object.keys(conditions).length > 0 && { Condition: { StringEquals: conditions } }),
    } as const;
    const key = JSON.stringify(reach);
    const known = byReach.get(key) ?? { reach, actions: new Set<string>() };
    known.actions.add(action);
    byReach.set(key, known);
  }
  const statements = [...byReach.values()].map(({ reach, actions }) => ({ ...reach, Action: [...actions].sort() }));
  return { Version: "2012-10-17", Statement: statements };
}
