import { certificateMetrics } from "../../domain/contracts/certificate.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { functionAlarms } from "./function-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** Arguments for a certificate's alarms. */
export interface CertificateAlarmArgs {
  readonly stack: string;
  readonly certificateArn: AlarmPlan["dimensions"][string];
  readonly functionName: AlarmPlan["dimensions"][string];
  /** The shortest that a certificate of any of the authorities lives, in days. */
  readonly lifetimeDays: number;
}

const day = 86400;

/** The certificate's alarms: by what its function says, by what ACM says, so that a dead function silences nothing, and by silence. */
export function certificateAlarms({ stack, certificateArn, functionName, lifetimeDays }: CertificateAlarmArgs): AlarmPlan[] {
  const own = {
    namespace: functionNamespace(stack),
    dimensions: { stack },
    comparison: "below",
    period: day,
    silence: { heldBy: "certificate-silence" },
  } as const;
  return [
    {
      ...own,
      name: "certificate-lifetime",
      meaning: "Less than a quarter of the certificate's life is left, or no authority has issued one yet",
      runbook: "certificate-lifetime",
      metric: certificateMetrics.fraction,
      statistic: "Minimum",
      threshold: 0.25,
      values: 1,
    },
    {
      ...own,
      name: "certificate-expiry",
      meaning: "The certificate expires in a few days, whatever its function says",
      runbook: "certificate-expiry",
      namespace: "AWS/CertificateManager",
      metric: "DaysToExpiry",
      dimensions: { CertificateArn: certificateArn },
      statistic: "Minimum",
      threshold: lifetimeDays / 4,
      values: 1,
      // ACM counts no further once it has expired: that must not end the alarm.
      silence: { heldBy: "certificate-silence" },
    },
    {
      ...own,
      name: "certificate-silence",
      meaning: "For three days, no run has found the certificate valid or renewed it",
      runbook: "certificate-silence",
      metric: certificateMetrics.success,
      statistic: "Sum",
      threshold: 1,
      values: 3,
      silence: "fires",
    },
    ...functionAlarms({
      name: "certificate",
      functionName,
      meaning: "The certificate's function failed; it runs again within twelve hours",
      runbook: "certificate-errors",
      heldBy: "certificate-silence",
    }),
  ];
}
