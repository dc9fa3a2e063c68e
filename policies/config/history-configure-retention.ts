import type { Policy } from "../model/policy.ts";

export const configHistoryConfigureRetention: Policy = {
  name: "aws-config-history-configure-retention",
  description: "The history of resources is kept for at least a year; AWS's default is seven.",
  severity: "medium",
  controls: ["CFG-03"],
  remediation: "Set retentionPeriodInDays to 365 or more.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/delete-config-data-with-retention-period.html",
  types: ["aws:cfg/retentionConfiguration:RetentionConfiguration"],
  check: (retention) => {
    const days = retention.number("retentionPeriodInDays") ?? 0;
    return days >= 365 ? [] : [`retentionPeriodInDays is ${days}; set 365 or more`];
  },
};
