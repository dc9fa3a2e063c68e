import type { Input } from "@pulumi/pulumi";
import { mailEvents, reviewedRates } from "../../domain/defaults/mail.ts";
import { nodeNamespace } from "../../domain/defaults/metrics.ts";
import type { NoticePlan } from "./notice-plan.ts";
import type { AlarmPlan } from "./plan.ts";

const hour = { statistic: "Sum", comparison: "above", period: 3600, values: 1, silence: "none" } as const;

/** Alarms on emails that wait on nodes: counted by their lines, and a node that has none to send writes none. */
export const waitingAlarms = (stack: string): AlarmPlan[] => [
  {
    ...hour,
    name: "mail-waiting",
    meaning: "Mail of the store waits for more than a quarter of an hour",
    runbook: "mail-waiting",
    namespace: nodeNamespace(stack),
    metric: "MailWaiting",
    dimensions: { stack },
    threshold: 0,
  },
  {
    ...hour,
    name: "mail-failed",
    meaning: "The provider has permanently refused emails of the store",
    runbook: "mail-failed",
    namespace: nodeNamespace(stack),
    metric: "MailFailed",
    dimensions: { stack },
    // Shoppers mistype their addresses.
    threshold: 5,
  },
];

/** Alarms on the rates that SES reports of the store's mail, whenever they change. */
export const reputationAlarms = (configurationSetName: Input<string>): AlarmPlan[] => {
  const on = {
    namespace: "AWS/SES",
    dimensions: { "ses:configuration-set": configurationSetName },
    statistic: "Maximum",
    comparison: "above",
    period: 3600,
    values: 1,
    silence: "none",
  } as const;
  return [
    {
      ...on,
      name: "mail-bounces",
      meaning: "So much mail bounces that SES reviews the account at this rate, and stops it at twice as much",
      runbook: "mail-reputation",
      metric: "Reputation.BounceRate",
      // Before the review, not with it.
      threshold: reviewedRates.bounces * 0.8,
    },
    {
      ...on,
      name: "mail-complaints",
      meaning: "So many people call the store's mail spam that SES reviews the account at this rate",
      runbook: "mail-reputation",
      metric: "Reputation.ComplaintRate",
      threshold: reviewedRates.complaints * 0.8,
    },
  ];
};

/** Each complaint, since few are enough for SES's review, and each mail that SES took for one with a virus in it. */
export const mailNotices = (configurationSet: string): NoticePlan[] => {
  const of = (eventType: string) => ({
    ...mailEvents(configurationSet),
    detail: { ...mailEvents(configurationSet).detail, eventType: [eventType] },
  });
  return [
    {
      name: "complaint",
      meaning: "A recipient has marked an email of the store as spam",
      runbook: "mail-reputation",
      pattern: of("Complaint"),
      shown: { from: "$.detail.mail.source", sent: "$.detail.mail.timestamp", kind: "$.detail.complaint.complaintFeedbackType" },
    },
    {
      name: "rejected",
      meaning: "SES found a virus in an email of the store and did not send it: a node may be compromised",
      runbook: "mail-reputation",
      pattern: of("Reject"),
      shown: { from: "$.detail.mail.source", sent: "$.detail.mail.timestamp", reason: "$.detail.reject.reason" },
    },
  ];
};
