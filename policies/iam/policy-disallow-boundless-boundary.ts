import { refusedOnKeys } from "../../domain/defaults/keys.ts";
import { covers, type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { isAsked, isBoundary } from "./boundary.ts";
import { allows, onEverything } from "./documents.ts";

/** Actions by which a role extends its own permissions, or another's. */
const rising = [
  "AttachRolePolicy",
  "CreateAccessKey",
  "CreatePolicyVersion",
  "CreateRole",
  "CreateUser",
  "PutRolePolicy",
  "UpdateAssumeRolePolicy",
].map((action) => `iam:${action}`);

export const iamPolicyDisallowBoundlessBoundary: Policy = {
  name: "aws-iam-policy-disallow-boundless-boundary",
  description:
    "A boundary denies sharing and deleting KMS keys; the one for roles that a deployment creates lists what they need, and allows creating no identity.",
  severity: "high",
  controls: ["IAM-12"],
  remediation: `Deny ${refusedOnKeys.join(", ")} in the boundary; list services by names and tags, and of IAM only PassRole.`,
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  types: ["aws:iam/policy:Policy"],
  check: (policy, stack) => {
    if (!isBoundary(policy, stack)) return undefined;
    const statements = statementsOf(policy, "policy") ?? [];
    const open = refusedOnKeys.filter((action) => !statements.some((one) => refuses(one, action)));
    return [
      ...(open.length > 0 ? [`does not deny ${open.join(", ")}; add a statement that does`] : []),
      ...(isAsked(policy, stack) ? ofMade(statements) : []),
    ];
  },
};

const refuses = ({ effect, actions, resources, condition }: PolicyStatement, action: string): boolean =>
  effect === "Deny" && resources.includes("*") && Object.keys(condition).length === 0 && actions.some((one) => covers(one, action));

function ofMade(statements: readonly PolicyStatement[]): string[] {
  const allowing = statements.filter(({ effect }) => effect === "Allow");
  const made = rising.filter((action) => allowing.some((one) => allows(one, action)));
  const unbounded = allowing.some((one) => onEverything(one) && Object.keys(one.condition).length === 0 && one.actions.includes("*"));
  return [
    ...(made.length > 0 ? [`allows ${made.join(", ")} to roles that a deployment creates; remove them`] : []),
    ...(unbounded ? ["allows everything; list the actions that the store's roles need"] : []),
  ];
}
