import { covers } from "../../domain/iam/glob.ts";
import { hasNoTags, makes } from "../../domain/permissions/made-resources.ts";
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

/** Whose call it is, as far as AWS fills that in. */
export interface Caller {
  readonly stack: string;
  /** ARN of the boundary that roles of the store have. @default - none */
  readonly boundary?: string;
  /** Id of the store's hosted zone. @default - some id */
  readonly zone?: string;
}

/**
 * What IAM is asked, one resource at a time: ids have a value, roles their boundary. What the stack made has its tags, but for what the call
 * makes, or AWS made without; and tags that a call of EC2 sends are about what it makes alone
 * (docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html, keys by resource).
 */
export function questionsOf({ action, resources, context, untagged }: Permission, { stack, boundary, zone }: Caller): Question[] {
  const tags = { "aws:ResourceTag/stack": stack, "aws:ResourceTag/project": "xcart-hosting" };
  const bounded: Record<string, string> =
    boundary !== undefined && /^iam:.*Role/.test(action) ? { "iam:PermissionsBoundary": boundary } : {};
  const { "aws:RequestTag/stack": sent, ...others } = context;
  return resources.map((pattern) => {
    const made = untagged === true || makes(action, pattern) || hasNoTags(pattern);
    const isSent = sent !== undefined && (made || !action.startsWith("ec2:"));
    const resource = zone === undefined ? pattern : pattern.replace("hostedzone/*", `hostedzone/${zone}`);
    return {
      action,
      resource: resource === "*" ? "*" : resource.replaceAll("*", "x0"),
      context: { ...(made ? {} : tags), ...bounded, ...withIds(others), ...(isSent && { "aws:RequestTag/stack": sent }) },
    };
  });
}

const withIds = (context: Permission["context"]) =>
  Object.fromEntries(Object.entries(context).map(([key, value]) => [key, value.replaceAll("*", "x0")]));

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
    statementsOf(document)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap((statement) =>
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
