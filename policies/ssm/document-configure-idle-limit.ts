import { idleMinutes } from "../../domain/defaults/admin-sign-in.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { documentType, sessionInputs } from "./types.ts";

export const ssmDocumentConfigureIdleLimit: Policy = {
  name: "aws-ssm-document-configure-idle-limit",
  description: `An idle session ends after ${idleMinutes} minutes.`,
  severity: "medium",
  controls: ["G13"],
  remediation: `Set inputs.idleSessionTimeout to ${idleMinutes} or less.`,
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-timeout.html",
  types: [documentType],
  check: (document) => {
    const inputs = sessionInputs(document);
    if (!inputs) return undefined;
    // AWS's default is 20 minutes.
    const minutes = Number(inputs.idleSessionTimeout ?? 20);
    return minutes >= 1 && minutes <= idleMinutes
      ? []
      : [`inputs.idleSessionTimeout is ${show(inputs.idleSessionTimeout)}; set ${idleMinutes} or less`];
  },
};
