import type { Policy } from "../model/policy.ts";

/** Properties that redirect a provider's calls, or change their identity. */
const elsewhere = [
  "endpoints",
  "assumeRoles",
  "assumeRoleWithWebIdentity",
  "profile",
  "httpProxy",
  "httpsProxy",
  "insecure",
  "customCaBundle",
  "ec2MetadataServiceEndpoint",
  "stsRegion",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
] as const;

export const pulumiProviderDisallowForeignCalls: Policy = {
  name: "aws-pulumi-provider-disallow-foreign-calls",
  description: "A store or an account has one AWS provider, whose calls go to AWS with the credentials of the program.",
  severity: "critical",
  controls: [
    {
      key: "G31",
      service: "What no other tool checks",
      control: "One AWS provider, without endpoints, proxies or roles of its own",
      pci: ["7.2.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Pass the stack's own provider to the resource, and set on it only region, allowedAccountIds and defaultTags.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/provider/",
  types: ["pulumi:providers:aws"],
  check: (provider, stack) => {
    if (!stack.isOurs) return undefined;
    const own = provider.name === "aws" ? [] : ["it is a second provider; use the stack's own, named aws"];
    return [...own, ...elsewhere.filter((property) => isGiven(provider.properties[property])).map(sentence)];
  },
};

/** A provider's properties are JSON. */
const isGiven = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  !["", "[]", "{}", "[{}]", "false"].includes(typeof value === "string" ? value : JSON.stringify(value));

const sentence = (property: string): string =>
  `${property} is set, which redirects the provider's calls or changes their identity; remove it`;
