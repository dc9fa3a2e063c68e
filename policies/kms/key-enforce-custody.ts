import { refusedOnKeys, secureKey } from "../../domain/defaults/keys.ts";
import { isRecord } from "../../domain/values.ts";
import { covers, type PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { custodians } from "./custody.ts";
import { externalKey, key, policyOf, replicaKey } from "./types.ts";

const shortWait = "kms:ScheduleKeyDeletionPendingWindowInDays";

export const kmsKeyEnforceCustody: Policy = {
  name: "aws-kms-key-enforce-custody",
  description: "Only one role may share, disable or delete a key, which would make its data unreadable at once.",
  severity: "high",
  controls: [
    {
      key: "KMS-05",
      service: "KMS",
      control: "Only one role, for emergencies, changes key policies and deletes keys; deletion has the maximum waiting period",
      pci: ["3.6.1", "3.7.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Deny ${refusedOnKeys.join(", ")} to all but a role for emergencies (ArnNotEquals aws:PrincipalArn), and deletion in less than ${secureKey.deletionWindowInDays} days to all principals.`,
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html",
  types: [key, replicaKey, externalKey],
  check: (resource, stack) => {
    const statements = policyOf(resource, stack);
    if (statements === undefined) return undefined;
    const open = refusedOnKeys.filter((action) => custodians(statements, action).length === 0);
    return [
      ...(open.length === 0 ? [] : [`the policy does not deny ${open.join(", ")} to all but one role; add a statement that does`]),
      ...(statements.some(refusesShortWaits)
        ? []
        : [
            `the policy allows deleting the key in less than ${secureKey.deletionWindowInDays} days; deny that with a condition on ${shortWait}`,
          ]),
    ];
  },
};

function refusesShortWaits({ effect, actions, condition }: PolicyStatement): boolean {
  const { NumericLessThan: keys } = condition;
  const [, days] = (isRecord(keys) ? Object.entries(keys) : []).find(([key]) => key.toLowerCase() === shortWait.toLowerCase()) ?? [];
  const isAsked = Number(days) >= secureKey.deletionWindowInDays && Object.keys(condition).length === 1;
  return effect === "Deny" && isAsked && actions.some((one) => covers(one, "kms:ScheduleKeyDeletion"));
}
