import { isUnknown } from "../../domain/graph-values.ts";
import { collect } from "../model/collect.ts";
import { statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { UnknownValue } from "../model/values.ts";
import { type ManagedClass, managedClasses } from "./managed-classes.ts";
import known from "./managed-policies.json" with { type: "json" };

const roleType = "aws:iam/role:Role";

/** Access that each class of AWS managed policies grants, as a message names it. */
const gives: Readonly<Record<ManagedClass, string>> = {
  administrator: "the whole account",
  escalation: "permissions to gain all others",
  reads: "the data and secrets of all stores",
  service: "a whole service",
};

/*
 * managed-policies.json has AWS's own policies by what their documents give away, as of its day.
 * Source: AWS's documents, by tests/support/managed-classes.ts
 */
const narrow: ReadonlySet<string> = new Set(known.narrow);

/** Such a name is AWS's own word that all of something is given, also where the document lists it action by action. */
const saysAll = /^(AdministratorAccess|.*FullAccess)/;

/** Policies that only a service may have, by prefix of their names: they cover all stores, as the service does. */
const ofServices: Readonly<Record<string, string>> = { AWSBackupServiceRolePolicyFor: "Service:backup.amazonaws.com" };

/** Properties with ARNs of managed policies, by type. */
const properties: Readonly<Record<string, string>> = {
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:iam/role:Role": "managedPolicyArns",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "policyArns",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
};

export const iamAttachmentDisallowBroadManaged: Policy = {
  name: "aws-iam-attachment-disallow-broad-managed",
  description: "No principal has an AWS managed policy that grants full access, all of a service, or the data of every store.",
  severity: "critical",
  controls: ["IAM-07"],
  remediation: "Write a policy with only the actions and resources that are needed, and attach that instead.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
  types: Object.keys(properties),
  check: (attachment, stack) => {
    const property = properties[attachment.type] ?? "policyArn";
    if (!attachment.has(property)) return undefined;
    // A policy of this stack is judged by what it says.
    if (isUnknown(attachment.properties[property]) && stack.referred(attachment, property, ["aws:iam/policy:Policy"]).length > 0) return [];
    return collect(attachment.list(property).map(String), (arn) => {
      const name = /:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
      if (name === undefined || isOfItsService(name, attachment, stack)) return [];
      const given = managedClasses.find((one) => known[one].includes(name)) ?? (saysAll.test(name) ? "service" : undefined);
      if (given) return [`${property} is ${arn}, which grants ${gives[given]}; attach a narrower policy`];
      if (!narrow.has(name)) throw new UnknownValue(property, `is ${arn}, which is not an AWS managed policy as of ${known.asOf}`);
      return [];
    });
  },
};

/** Whether a managed policy for a service is attached to a role that only this service may assume. */
function isOfItsService(name: string, attachment: Resource, stack: Stack): boolean {
  const service = Object.entries(ofServices).find(([beginning]) => name.startsWith(beginning))?.[1];
  const roles = attachment.type === roleType ? [attachment] : stack.referred(attachment, "role", [roleType]);
  const takers = roles.flatMap((role) => statementsOf(role, "assumeRolePolicy") ?? []).flatMap(({ principals }) => principals);
  return service !== undefined && takers.length > 0 && takers.every((who) => who === service);
}
