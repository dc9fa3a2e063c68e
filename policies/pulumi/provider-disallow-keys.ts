import type { Policy } from "../model/policy.ts";

const keys = ["accessKey", "secretKey", "token"];

export const pulumiProviderDisallowKeys: Policy = {
  name: "aws-pulumi-provider-disallow-keys",
  description: "A provider has no access keys: it uses the role of its environment, so that no key is in settings or state.",
  severity: "critical",
  controls: ["G23"],
  remediation: "Remove accessKey, secretKey and token; sign in by OIDC or a profile, and use assumeRoles.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  types: ["pulumi:providers:aws", "pulumi:providers:aws-native"],
  check: (provider) => keys.filter((key) => provider.has(key)).map((key) => `${key} is set; use a role`),
};
