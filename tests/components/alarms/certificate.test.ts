import { beforeAll, describe, expect, test } from "@jest/globals";
import { certificateAlarms } from "../../../components/alarms/certificate-plan.ts";
import type { Registration } from "../../support/offline.ts";
import { alarmOf, certificate, registered } from "./plans.ts";

let alarms: readonly Registration[] = [];
beforeAll(async () => {
  alarms = await registered();
});

describe("of a certificate", () => {
  test("ACM's own count is watched too, below a quarter of its life, and stays an alarm when ACM counts no further", () => {
    expect(alarmOf(alarms, "certificate-expiry")).toMatchObject({
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      dimensions: { CertificateArn: "arn:certificate" },
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 11.25,
      treatMissingData: "ignore",
    });
  });

  test("three days without a good run are too many, also if nothing runs at all", () => {
    expect(alarmOf(alarms, "certificate-silence")).toMatchObject({
      namespace: "xcart/test",
      metricName: "Success",
      dimensions: { stack: "test" },
      statistic: "Sum",
      threshold: 1,
      period: 86400,
      evaluationPeriods: 3,
      treatMissingData: "breaching",
    });
  });

  test("the fraction of its life counts, not days", () => {
    const shortlived = certificateAlarms({ stack: "test", certificateArn: "arn", functionName: "f", lifetimeDays: 160 / 24 });
    const thresholds = [certificate, shortlived].map((plan) => plan.slice(0, 2).map(({ threshold }) => threshold));
    expect(thresholds).toEqual([
      [0.25, 11.25],
      [0.25, 160 / 24 / 4],
    ]);
  });
});
