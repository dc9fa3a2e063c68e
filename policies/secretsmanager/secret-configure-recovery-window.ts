import type { Policy } from "../model/policy.ts";

/** Minimum days that Secrets Manager accepts besides 0. */
const minDays = 7;

export const secretsmanagerSecretConfigureRecoveryWindow: Policy = {
  name: "aws-secretsmanager-secret-configure-recovery-window",
  description: `Deleted secrets can be restored for at least ${minDays} days.`,
  severity: "high",
  controls: [
    {
      key: "SEC-40",
      service: "Secrets Manager",
      control: "Deleted secrets can be restored",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Set recoveryWindowInDays to ${minDays} or more; 0 deletes at once.`,
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  types: ["aws:secretsmanager/secret:Secret"],
  check: (secret, stack) => {
    if (stack.environment === "dev") return undefined;
    // AWS's default is 30.
    const days = secret.number("recoveryWindowInDays") ?? 30;
    return days < minDays ? [`recoveryWindowInDays is ${days}; set ${minDays} or more`] : [];
  },
};
