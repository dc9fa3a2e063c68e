import type { Policy } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";
import { trusted } from "../pulumi/names-known.ts";
import { roleType, trusting } from "./trust.ts";

/** The services that take a role of a store or an account. */
const services = [
  "acm-acme.amazonaws.com",
  "backup.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "ec2.amazonaws.com",
  "lambda.amazonaws.com",
  "malware-protection-plan.guardduty.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "scheduler.amazonaws.com",
  "ssm.amazonaws.com",
];

export const iamRoleDisallowForeignServices: Policy = {
  name: "aws-iam-role-disallow-foreign-services",
  description:
    "A role can be assumed by one service, which stacks use, and by no SAML provider or identity pool that the settings do not name.",
  severity: "high",
  controls: [
    {
      key: "IAM-41",
      service: "IAM",
      control: "No role trusts several services, one that no stack uses, or an identity provider that the settings do not name",
      pci: ["7.2.1", "7.2.5", "8.3.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Create a role for each service; name a provider in the settings, and a service in policies/iam/role-disallow-foreign-services.ts.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html",
  types: [roleType],
  check: (role, stack) => {
    const statements = stack.isOurs ? trusting(role) : undefined;
    if (!statements) return undefined;
    const principals = [...new Set(statements.flatMap((statement) => statement.principals))];
    const taking = principals
      .filter((principal) => principal.startsWith("Service:"))
      .map((principal) => principal.slice("Service:".length));
    return [
      ...taking
        .filter((service) => !services.includes(service))
        .map((service) => `can be assumed by ${service}, which no stack uses; remove it from assumeRolePolicy`),
      ...(taking.length > 1 ? [`can be assumed by ${taking.join(" and ")}; create a role for each`] : []),
      ...principals
        .filter((principal) => isProvider(principal) && !isNamed(principal, stack))
        .map((principal) => `can be assumed by ${principal}, which the settings do not name; remove it from assumeRolePolicy`),
    ];
  },
};

/** Whether a principal is a SAML provider or an identity pool; OpenID Connect providers have policies of their own. */
const isProvider = (principal: string): boolean =>
  /^Federated:.*(:saml-provider\/|<SamlProvider )/.test(principal) || principal === "Federated:cognito-identity.amazonaws.com";

const isNamed = (principal: string, stack: Stack): boolean => trusted(stack).has(principal.slice("Federated:".length));
