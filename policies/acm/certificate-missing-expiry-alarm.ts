import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { certificateType, isImported } from "./types.ts";

/** Days in which a person can still do something. */
const leadDays = 7;
/** The least where a certificate lives six days only, and an alarm on what fraction of them is left rings before. */
const leastDays = 1;
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const acmCertificateMissingExpiryAlarm: Policy = {
  name: "aws-acm-certificate-missing-expiry-alarm",
  description: "An alarm rings before an imported certificate expires, whatever became of its renewal.",
  severity: "high",
  controls: ["ACM-01", "G12"],
  remediation:
    "Add a MetricAlarm on DaysToExpiry of AWS/CertificateManager for the certificate, or an EventRule on its approaching expiration.",
  url: "https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
  types: [certificateType],
  check: (certificate, stack) => {
    if (!isImported(certificate)) return undefined;
    const alarms = stack.referring(certificate, "dimensions", [alarmType]).filter(countsDays);
    const least = watchesFraction(stack) ? leastDays : leadDays;
    if (alarms.some((alarm) => (alarm.number("threshold") ?? 0) >= least)) return [];
    if (stack.ofType("aws:cloudwatch/eventRule:EventRule").some(hearsOfExpiry)) return [];
    return [
      alarms.length > 0
        ? `its alarm rings less than ${least} ${least === 1 ? "day" : "days"} before it expires; raise the threshold`
        : "no alarm rings before it expires; add one on DaysToExpiry",
    ];
  },
};

const countsDays = (alarm: Resource) => alarm.text("metricName") === "DaysToExpiry";

/** ACM's event needs no name that AWS gives: a pattern that is unknown until apply is for something else. */
const hearsOfExpiry = ({ properties: { eventPattern } }: Resource) =>
  typeof eventPattern === "string" && eventPattern.includes("ACM Certificate Approaching Expiration");

/** Whether an alarm goes by the fraction of its life that a certificate has left. */
const watchesFraction = (stack: Stack) => stack.ofType(alarmType).some((alarm) => alarm.text("metricName") === "FractionLeft");
