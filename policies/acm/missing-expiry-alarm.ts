import type { Policy } from "../model/policy.ts";
import { notYet } from "../model/presence.ts";
import type { Resource } from "../model/stack.ts";
import { certificateType, isImported } from "./types.ts";

/** Days in which a person can still do something. */
const leadDays = 7;

export const acmMissingExpiryAlarm: Policy = {
  name: "aws-acm-certificate-missing-expiry-alarm",
  description: "An alarm rings before an imported certificate expires, whatever became of its renewal.",
  severity: "high",
  remediation:
    "Add a MetricAlarm on DaysToExpiry of AWS/CertificateManager for the certificate, or an EventRule on its approaching expiration.",
  url: "https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
  types: [certificateType],
  advisoryBecause: notYet(5),
  check: (certificate, stack) => {
    if (!isImported(certificate)) return undefined;
    const alarms = stack.referring(certificate, "dimensions", ["aws:cloudwatch/metricAlarm:MetricAlarm"]).filter(countsDays);
    if (alarms.some((alarm) => (alarm.number("threshold") ?? 0) >= leadDays)) return [];
    const rules = stack.ofType("aws:cloudwatch/eventRule:EventRule");
    if (rules.some((rule) => rule.text("eventPattern")?.includes("ACM Certificate Approaching Expiration"))) return [];
    return [
      alarms.length > 0
        ? `its alarm rings less than ${leadDays} days before it expires; raise the threshold`
        : "no alarm rings before it expires; add one on DaysToExpiry",
    ];
  },
};

const countsDays = (alarm: Resource) => alarm.text("metricName") === "DaysToExpiry";
