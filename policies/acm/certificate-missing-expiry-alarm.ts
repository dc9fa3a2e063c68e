import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { certificateType, isImported } from "./types.ts";

/** Minimum days before the expiry, so that an operator has time to act. */
const minDays = 7;
/** The same for a certificate that lives only six days, if an earlier alarm fires on the remaining fraction of its lifetime. */
const minDaysWithFraction = 1;
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const acmCertificateMissingExpiryAlarm: Policy = {
  name: "aws-acm-certificate-missing-expiry-alarm",
  description: "An alarm fires before an imported certificate expires, independently of its renewal.",
  severity: "high",
  controls: ["ACM-01", "G12"],
  remediation:
    "Add a MetricAlarm on DaysToExpiry of AWS/CertificateManager for the certificate, or an EventRule on its approaching expiration.",
  url: "https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
  types: [certificateType],
  check: (certificate, stack) => {
    if (!isImported(certificate)) return undefined;
    const alarms = stack.referring(certificate, "dimensions", [alarmType]).filter(countsDays);
    const min = watchesFraction(stack) ? minDaysWithFraction : minDays;
    if (alarms.some((alarm) => (alarm.number("threshold") ?? 0) >= min)) return [];
    if (stack.ofType("aws:cloudwatch/eventRule:EventRule").some(hearsOfExpiry)) return [];
    return [
      alarms.length > 0
        ? `its alarm fires less than ${min} ${min === 1 ? "day" : "days"} before it expires; raise the threshold to ${min}`
        : "no alarm fires before it expires; add a MetricAlarm on DaysToExpiry",
    ];
  },
};

const countsDays = (alarm: Resource) => alarm.text("metricName") === "DaysToExpiry";

/** Whether a rule matches ACM's expiry event. Its pattern needs no value of AWS's: one that is unknown until apply is for another event. */
const hearsOfExpiry = ({ properties: { eventPattern } }: Resource) =>
  typeof eventPattern === "string" && eventPattern.includes("ACM Certificate Approaching Expiration");

/** Whether an alarm watches the remaining fraction of a certificate's lifetime. */
const watchesFraction = (stack: Stack) => stack.ofType(alarmType).some((alarm) => alarm.text("metricName") === "FractionLeft");
