import type { Policy } from "../model/policy.ts";

/** The fewest that Secrets Manager takes beside none. */
const least = 7;

export const secretsmanagerSecretConfigureRecoveryWindow: Policy = {
  name: "aws-secretsmanager-secret-configure-recovery-window",
  description: `A secret that is deleted can be had back for ${least} days at least.`,
  severity: "high",
  controls: [
    {
      key: "SEC-40",
      service: "Secrets Manager",
      control: "A secret that is deleted can be had back",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Set recoveryWindowInDays to ${least} or more; 0 deletes at once.`,
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  types: ["aws:secretsmanager/secret:Secret"],
  check: (secret, stack) => {
    if (stack.environment === "dev") return undefined;
    // AWS's default is 30.
    const days = secret.number("recoveryWindowInDays") ?? 30;
    return days < least ? [`recoveryWindowInDays is ${days}; set ${least} or more`] : [];
  },
};
