import { pulumiProviderDisallowDefault } from "../../policies/pulumi/provider-disallow-default.ts";
import { pulumiProviderDisallowForeignCalls } from "../../policies/pulumi/provider-disallow-foreign-calls.ts";
import { pulumiProviderDisallowKeys } from "../../policies/pulumi/provider-disallow-keys.ts";
import { pulumiResourceDisallowForeignAccounts } from "../../policies/pulumi/resource-disallow-foreign-accounts.ts";
import { pulumiResourceDisallowForeignHosts } from "../../policies/pulumi/resource-disallow-foreign-hosts.ts";
import { pulumiResourceDisallowForeignKinds } from "../../policies/pulumi/resource-disallow-foreign-kinds.ts";
import { pulumiResourceDisallowForeignPeers } from "../../policies/pulumi/resource-disallow-foreign-peers.ts";
import { pulumiResourceDisallowPlainSecrets } from "../../policies/pulumi/resource-disallow-plain-secrets.ts";
import { pulumiResourceEnableProtection } from "../../policies/pulumi/resource-enable-protection.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown } from "./support.ts";

const marked = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
const version = maker("aws:secretsmanager/secretVersion:SecretVersion");
const stackOutputs = maker("pulumi:pulumi:Stack");
const plain = (path: string) => [`${path} has a password or key in plain text; mark it secret`];
const provider = (name: string, properties: Record<string, unknown> = {}) => resource("pulumi:providers:aws", name, properties);
const bucket = maker("aws:s3/bucket:Bucket");

testCases([
  [pulumiResourceEnableProtection, "a protected bucket is compliant", [], { ...bucket(), protect: true }],
  [pulumiResourceEnableProtection, "one that is not is reported", ["protect is false; set the resource option protect: true"], bucket()],
  [pulumiResourceEnableProtection, "for development it will do", "notApplicable", ...inStack("shop-dev", bucket())],
  [
    pulumiResourceEnableProtection,
    "what AWS protects is protected anywhere",
    ["protect is false; set the resource option protect: true"],
    ...inStack("shop-dev", resource("aws:rds/instance:Instance", "one", { deletionProtection: true })),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "the ARN of a secret names it and does not tell it",
    [],
    resource("pulumi:pulumi:Stack", "stack", {
      cacheSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:cache-5e1ecee-pjzBHx",
    }),
  ],
  [pulumiResourceDisallowPlainSecrets, "a secret is compliant", [], version({ secretString: marked })],
  [pulumiResourceDisallowPlainSecrets, "what is known after apply is no text yet", [], version({ secretString: unknown })],
  [pulumiResourceDisallowPlainSecrets, "plain text is reported", plain("secretString"), version({ secretString: "hunter2" })],
  [
    pulumiResourceDisallowPlainSecrets,
    "a password among outputs is reported",
    plain("databasePassword"),
    stackOutputs({ databasePassword: "hunter2" }),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "the ARN of a secret is compliant",
    [],
    stackOutputs({ databaseSecret: "arn:aws:secretsmanager:eu-west-1:1:secret:a" }),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "a key of AWS in a function's environment is reported",
    plain("environment.variables.ID"),
    resource("aws:lambda/function:Function", "one", { environment: { variables: { ID: "AKIAIOSFODNN7EXAMPLE" } } }),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "a password in encoded user data is reported",
    plain("userData"),
    resource("aws:ec2/launchTemplate:LaunchTemplate", "one", {
      userData: Buffer.from("#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n").toString("base64"),
    }),
  ],
  [
    pulumiResourceDisallowPlainSecrets,
    "a secure parameter in plain text is reported",
    plain("value"),
    resource("aws:ssm/parameter:Parameter", "one", { type: "SecureString", value: "hunter2" }),
  ],
  [pulumiProviderDisallowKeys, "a role is compliant", [], provider("aws", { assumeRoles: "[]" })],
  [
    pulumiProviderDisallowKeys,
    "a key is reported, also a secret one",
    ["accessKey is set; use a role", "secretKey is set; use a role"],
    provider("aws", { accessKey: "AKIA", secretKey: marked }),
  ],
  [pulumiProviderDisallowDefault, "an explicit one is compliant", [], provider("aws", { region: "eu-west-1" })],
  [
    pulumiProviderDisallowDefault,
    "the default one is reported",
    ["it is the default provider, which takes its account and Region from the environment; create an explicit aws.Provider"],
    provider("default_7_48_0"),
  ],
  [pulumiProviderDisallowDefault, "one that is nowhere is reported", ["region is unset; set the stack's Region"], provider("aws")],
  // tests/policies/strangers.test.ts has many more of these five.
  [
    pulumiProviderDisallowForeignCalls,
    "a second one is reported",
    ["it is a second provider; use the stack's own, named aws"],
    provider("other", { region: "eu-west-1" }),
  ],
  [pulumiResourceDisallowForeignKinds, "a kind of ours is compliant", [], bucket()],
  [pulumiResourceDisallowForeignPeers, "an unnamed bucket is no one's", "notApplicable", bucket()],
  [pulumiResourceDisallowForeignHosts, "nor is there a host", "notApplicable", bucket()],
  [
    pulumiResourceDisallowForeignAccounts,
    "without an account of one's own no one is a stranger",
    "notApplicable",
    resource("aws:lambda/permission:Permission", "one", { principal: "999988887777" }),
  ],
]);
