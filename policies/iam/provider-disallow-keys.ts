import type { Policy } from "../model/policy.ts";

export const iamProviderDisallowKeys: Policy = {
  name: "aws-iam-provider-disallow-keys",
  description: "The provider has no keys: it uses a role, or the credentials of its environment.",
  severity: "critical",
  controls: ["IAM-17"],
  remediation: "Remove accessKey, secretKey and token; use assumeRole, or CI's role by OpenID Connect.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  types: ["pulumi:providers:aws", "pulumi:providers:aws-native"],
  check: (provider) =>
    ["accessKey", "secretKey", "token"]
      .filter((property) => provider.has(property))
      .map((property) => `${property} is set; remove it and use a role`),
};
