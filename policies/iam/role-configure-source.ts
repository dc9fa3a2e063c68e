import { narrows } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { roleType, trusting } from "./trust.ts";

/**
 * Services that act for any account, and for whose roles AWS recommends a condition on the source. Others (EC2, Lambda) set no source.
 * Source: each service's page "Cross-service confused deputy prevention", e.g. docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export const deputies = [
  "autoscaling",
  "cloudformation",
  "codebuild",
  "config",
  "datasync",
  "dms",
  "events",
  "imagebuilder",
  "logs",
  "monitoring.rds",
  "pipes",
  "rds",
  "scheduler",
  "ssm",
  "states",
  "transfer",
  "vpc-flow-logs",
];

export const sourceConditions = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "sts:ExternalId"];

export const iamRoleConfigureSource: Policy = {
  name: "aws-iam-role-configure-source",
  description: "A service that other accounts can invoke assumes a role only on behalf of this account.",
  severity: "medium",
  controls: ["IAM-12"],
  remediation: "Add a condition on aws:SourceAccount or aws:SourceArn to the trust policy.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  types: [roleType],
  check: (role) =>
    trusting(role)?.flatMap(({ principals, condition }) => {
      const open = principals.filter((principal) => deputies.includes(serviceOf(principal)));
      if (open.length === 0 || sourceConditions.some((key) => narrows(condition, key))) return [];
      return [
        `trusts ${open.map((principal) => principal.slice("Service:".length)).join(", ")} on behalf of any account; add a condition on aws:SourceAccount`,
      ];
    }),
};

const serviceOf = (principal: string) => /^Service:(.+?)(\.[a-z]{2}-[a-z-]+-\d)?\.amazonaws\.com(\.cn)?$/.exec(principal)?.[1] ?? "";
