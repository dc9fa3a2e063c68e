import { beforeAll, describe, expect, test } from "@jest/globals";
import type { AlarmPlan } from "../../../components/alarms/plan.ts";
import type { Registration } from "../../support/offline.ts";
import { alarmOf, named, plans, registered } from "./plans.ts";

let alarms: readonly Registration[] = [];
beforeAll(async () => {
  alarms = await registered();
});

describe("silence", () => {
  const rings = plans.filter(({ silence }) => silence === "fires");

  test("is an alarm where a dead thing sends nothing", () => {
    expect(named(rings)).toEqual([
      "no-healthy-nodes",
      "certificate-silence",
      "web-too-few",
      "files-silent",
      "scripts-silent",
      "node-disk",
      "database-storage",
      "database-user-store",
      "database-user-upgrade",
      "cache-1-cpu",
      "cache-2-cpu",
      "sessions-1-cpu",
      "sessions-2-cpu",
      "canary",
      "payment-page-unseen",
      "patching-silent",
      "backup-watch-silent",
      "trail-silent",
      "login-guard-late",
      "asv-scan-due",
      "scan-report-missing",
    ]);
    expect(alarmOf(alarms, "no-healthy-nodes")).toMatchObject({
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 2,
      treatMissingData: "breaching",
    });
  });

  /** What counts only what happens, so that nothing is said where nothing does; all else has to be told by someone. */
  const events = [
    "boot-failed",
    "cache-1-lag",
    "cache-2-lag",
    "dns-blocked",
    "dns-shared-blocked",
    "edge-errors",
    "files-changed",
    "files-unwatched",
    "finding-mail-errors",
    "finding-mail-throttles",
    "findings-failed",
    "findings-gathered-lost",
    "findings-unreadable",
    "firewall-blocked",
    "firewall-orders",
    "firewall-orders-store",
    "firewall-share",
    "login-attack",
    "login-bad-lines",
    "login-lines-lost",
    "login-lock-open",
    "login-mails-failed",
    "login-mails-undelivered",
    "login-spray",
    "mail-bounces",
    "mail-complaints",
    "mail-failed",
    "mail-waiting",
    "node-errors",
    "order-declines",
    "order-declines-open",
    "payment-page-blocked",
    "scripts-changed",
    "scripts-unwatched",
    "sessions-1-lag",
    "sessions-2-lag",
    "sign-in-errors",
    "sign-in-failures",
    "sign-in-refused",
    "sign-in-stolen-password",
    "sign-in-takeover-high",
    "sign-in-takeover-medium",
    "slow-answers",
    "store-closed",
  ];

  test("is none of good news but where only what happens is counted", () => {
    const none = plans.filter(({ silence }) => silence === "none").map(({ name }) => name);
    expect(none.filter((name) => !name.startsWith("trail-")).sort()).toEqual(events);
    for (const { name, silence } of plans)
      expect([name, alarmOf(alarms, name).treatMissingData]).toEqual([
        name,
        silence === "fires" ? "breaching" : silence === "none" ? "notBreaching" : "ignore",
      ]);
  });

  test("that one alarm leaves to another rings there at last", () => {
    const byName = new Map(plans.map((plan) => [plan.name, plan]));
    const teller = ({ silence }: AlarmPlan, steps = 0): unknown => {
      if (typeof silence === "string" || steps > 3) return silence;
      const next = byName.get(silence.heldBy);
      return next ? teller(next, steps + 1) : `no alarm ${silence.heldBy}`;
    };
    const held = plans.filter(({ silence }) => typeof silence !== "string");
    expect(held.map((plan) => [plan.name, teller(plan)])).toEqual(held.map(({ name }) => [name, "fires"]));
  });
});
