import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { documentType, sessionInputs } from "./types.ts";

/** Minutes; PCI DSS v4.0.1 8.2.8. */
const longest = 15;

export const ssmDocumentConfigureIdleLimit: Policy = {
  name: "aws-ssm-document-configure-idle-limit",
  description: "A session that nobody types in ends after 15 minutes.",
  severity: "medium",
  controls: ["G13"],
  remediation: "Set inputs.idleSessionTimeout to 15 or less.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-timeout.html",
  types: [documentType],
  check: (document) => {
    const inputs = sessionInputs(document);
    if (!inputs) return undefined;
    // AWS's default is 20 minutes.
    const minutes = Number(inputs.idleSessionTimeout ?? 20);
    return minutes >= 1 && minutes <= longest
      ? []
      : [`inputs.idleSessionTimeout is ${show(inputs.idleSessionTimeout)}; set ${longest} or less`];
  },
};
