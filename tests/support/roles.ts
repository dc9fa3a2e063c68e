import { covers } from "../../domain/iam/glob.ts";
import type { Permission } from "../../domain/permissions/permission.ts";
import { decideFor, list, type PolicyStatement, statementsOf } from "../components/iam.ts";
import { policiesOf, refersTo } from "./attached.ts";
import type { Question, RolePolicies } from "./judge.ts";
import type { GraphResource } from "./offline.ts";

/** The roles of a graph by their names, each with its own policies and its boundary; AWS's managed ones are not in a graph. */
export function rolesOf(graph: readonly GraphResource[], accountId: string): (name: string) => RolePolicies {
  const document = ({ inputs }: GraphResource): unknown => JSON.parse(String(inputs?.policy));
  return (name) => {
    const role = graph.find(({ type, inputs }) => type === "aws:iam/role:Role" && inputs?.name === name);
    if (!role) throw new Error(`${name}: no such role in the graph`);
    const policies = policiesOf(graph, role.urn);
    const boundary = graph.find(({ type, urn }) => type === "aws:iam/policy:Policy" && refersTo(role, "permissionsBoundary", urn));
    return {
      arn: `arn:aws:iam::${accountId}:role/${name}`,
      accountId,
      policies: Object.fromEntries(policies.map((policy) => [String(policy.inputs?.name), document(policy)])),
      ...(boundary && { boundary: document(boundary) }),
    };
  };
}

/** What IAM is asked, one resource at a time; ids have a value, and what the stack made has its tags and its roles their boundary. */
export function questionsOf({ action, resources, context }: Permission, stack: string, boundary?: string): Question[] {
  const tags = { "aws:ResourceTag/stack": stack, "aws:ResourceTag/project": "xcart-hosting" };
  const bounded: Record<string, string> =
    boundary !== undefined && /^iam:.*Role/.test(action) ? { "iam:PermissionsBoundary": boundary } : {};
  return resources.map((resource) => ({
    action,
    resource: resource === "*" ? "*" : resource.replaceAll("*", "x0"),
    context: { ...tags, ...bounded, ...context },
  }));
}

/** One action, or pattern of some, that a statement of a role grants. */
export interface Right {
  /** Of the statement and the action: `Ec20 ec2:Create*`. */
  readonly name: string;
  readonly policy: string;
  readonly action: string;
  readonly statement: PolicyStatement;
}

/** Each action that a role's policies grant, one by one. */
export function rightsOf({ policies }: RolePolicies): Right[] {
  return Object.entries(policies).flatMap(([policy, document]) =>
    statementsOf(document).flatMap((statement) =>
      list(statement.Action).map((action) => ({
        name: `${statement.Sid} ${action}`,
        policy,
        action,
        statement: { ...statement, Action: [action] },
      })),
    ),
  );
}

/** A role without one of its rights. */
export function without(role: RolePolicies, { policy, action, statement }: Right): RolePolicies {
  const kept = statementsOf(role.policies[policy]).flatMap((one) => {
    const Action = one.Sid === statement.Sid ? list(one.Action).filter((other) => other !== action) : one.Action;
    return Action.length > 0 ? [{ ...one, Action }] : [];
  });
  return { ...role, policies: { ...role.policies, [policy]: { Version: "2012-10-17", Statement: kept } } };
}

/** Whether one right alone answers a question. */
export function allows({ action, statement }: Right, question: Question): boolean {
  // Most answer another question: asking the engine about each would take minutes.
  return (
    covers(action.toLowerCase(), question.action.toLowerCase()) &&
    decideFor([{ Version: "2012-10-17", Statement: [statement] }], question) === "allowed"
  );
}
