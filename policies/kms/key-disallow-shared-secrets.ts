import { isRecord } from "../../domain/values.ts";
import { covers, type PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList } from "../model/values.ts";
import { key, policyOf } from "./types.ts";

export const kmsKeyDisallowSharedSecrets: Policy = {
  name: "aws-kms-key-disallow-shared-secrets",
  description:
    "The key for the secrets in a store's state allows only the pipeline's roles, not every principal with IAM permissions to decrypt.",
  severity: "high",
  controls: [
    {
      key: "KMS-06",
      service: "KMS",
      control: "Secrets in Pulumi's state have a key for each stack, which allows roles by name",
      pci: ["3.6.1.3"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Add a condition on aws:PrincipalArn to each statement of the key's policy that allows kms:Decrypt.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  types: [key],
  check: (resource, stack) => {
    if (!sealsStore(resource, stack)) return undefined;
    const open = policyOf(resource, stack)?.filter(
      ({ effect, actions }) => effect === "Allow" && actions.some((one) => covers(one, "kms:Decrypt")),
    );
    return open
      ?.filter((statement) => !namesRoles(statement))
      .map(({ principals }) => `the policy allows ${principals.join(", ")} to decrypt; add a condition on aws:PrincipalArn`);
  },
};

/** Whether the key is for a store's secrets, by its alias `alias/<account>-pulumi-secrets-<stack>`. The account's own key is used by those who deploy the account, whom IAM allows. */
function sealsStore(resource: Resource, stack: Stack): boolean {
  const names = stack.referring(resource, "targetKeyId", ["aws:kms/alias:Alias"]).map((alias) => String(alias.get("name")));
  return names.some((name) => {
    const [, account, own] = /^alias\/(.+)-pulumi-secrets-(.+)$/.exec(name) ?? [];
    return account !== undefined && account !== own;
  });
}

/** Whether a condition names roles, if only by the beginning of their names. */
const namesRoles = ({ condition }: PolicyStatement): boolean =>
  Object.entries(condition).some(([operator, keys]) => {
    const asked = isRecord(keys) ? Object.entries(keys).find(([name]) => name.toLowerCase() === "aws:principalarn")?.[1] : undefined;
    const arns = asList(asked).map(String);
    return /^(Arn|String)(Equals|Like)$/.test(operator) && arns.length > 0 && arns.every((arn) => /:role\/[\w+=,.@/-]+/.test(arn));
  });
