import { isUnknown } from "../../domain/graph-values.ts";
import { collect } from "../model/collect.ts";
import { statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { UnknownValue } from "../model/values.ts";
import { type ManagedClass, managedClasses } from "./managed-classes.ts";
import known from "./managed-policies.json" with { type: "json" };

const roleType = "aws:iam/role:Role";

/** What each class of AWS's own policies gives away, in the words of a message. */
const gives: Readonly<Record<ManagedClass, string>> = {
  administrator: "the whole account",
  escalation: "rights to take any others",
  reads: "what all stores keep",
  service: "a whole service",
};

/*
 * managed-policies.json has AWS's own policies by what their documents give away, as of its day.
 * Source: AWS's documents, by tests/support/managed-classes.ts
 */
const narrow: ReadonlySet<string> = new Set(known.narrow);

/** Such a name is AWS's own word that all of something is given, also where the document lists it action by action. */
const saysAll = /^(AdministratorAccess|.*FullAccess)/;

/** What only a service can hold for its work, by the beginning of the policy's name: of all stores, since the service serves all. */
const ofServices: Readonly<Record<string, string>> = { AWSBackupServiceRolePolicyFor: "Service:backup.amazonaws.com" };

/** Where ARNs of managed policies stand, by type. */
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
  description: "Nobody has one of AWS's own policies that give away everything, all of a service, or what every store keeps.",
  severity: "critical",
  controls: ["IAM-07"],
  remediation: "Write a policy with the actions and resources that are needed, and attach that.",
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
      if (given) return [`${property} is ${arn}, which gives ${gives[given]}; attach a narrower policy`];
      if (!narrow.has(name)) throw new UnknownValue(property, `is ${arn}, which is not among AWS's policies as of ${known.asOf}`);
      return [];
    });
  },
};

/** Whether a policy that AWS wrote for a service is on a role that nobody but this service takes. */
function isOfItsService(name: string, attachment: Resource, stack: Stack): boolean {
  const service = Object.entries(ofServices).find(([beginning]) => name.startsWith(beginning))?.[1];
  const roles = attachment.type === roleType ? [attachment] : stack.referred(attachment, "role", [roleType]);
  const takers = roles.flatMap((role) => statementsOf(role, "assumeRolePolicy") ?? []).flatMap(({ principals }) => principals);
  return service !== undefined && takers.length > 0 && takers.every((who) => who === service);
}
