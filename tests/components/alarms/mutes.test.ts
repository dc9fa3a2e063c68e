import { describe, expect, test } from "@jest/globals";
import { Alarms } from "../../../components/alarms/alarms.ts";
import { loadBalancerAlarms } from "../../../components/alarms/load-balancer-plan.ts";
import { mutePlan } from "../../../components/alarms/mute-plan.ts";
import { Mutes } from "../../../components/alarms/mutes.ts";
import { webAlarms } from "../../../components/alarms/node-plan.ts";
import type { AlarmPlan } from "../../../components/alarms/plan.ts";
import type { PatchWindow } from "../../../domain/calendars/windows.ts";
import { deploy } from "../../support/offline.ts";
import { inputsByName } from "../registrations.ts";

const window: PatchWindow = { weekday: "thu", start: "03:05", hours: 4, timezone: "Europe/Berlin" };
const season = { from: "2026-11-23", to: "2026-12-01", reason: "Black Friday" };
const christmas = { from: "2026-12-14", to: "2026-12-28", reason: "Christmas" };
const schedule = { expression: "cron(5 3 * * THU)", duration: "PT4H", timezone: "Europe/Berlin" };

describe("a patch window's own alarms are silent", () => {
  test("in each window, in its time zone", () => {
    expect(mutePlan(window, [])).toEqual([schedule]);
  });

  test("and heard in those that a freeze keeps shut", () => {
    expect(mutePlan(window, [christmas, season])).toEqual([
      { ...schedule, expireDate: "2026-11-19T06:05:00Z" },
      { ...schedule, startDate: "2026-11-26T06:05:00Z", expireDate: "2026-12-10T06:05:00Z" },
      { ...schedule, startDate: "2026-12-24T06:05:00Z" },
    ]);
  });

  test("also by a freeze that shuts no window", () => {
    expect(mutePlan(window, [{ from: "2026-11-20", to: "2026-11-22", reason: "A sale" }])).toEqual([schedule]);
  });
});

const muteRules = async (plan: readonly AlarmPlan[]) =>
  inputsByName(
    await deploy(() => {
      const { made } = new Alarms("alarms", { plan, topicArn: "arn:topic" });
      new Mutes("mutes", { window, freezes: [season], alarms: made });
    }),
    "aws:cloudwatch/alarmMuteRule:AlarmMuteRule",
  );

test("no other alarm is muted: the store that is down, errors and slow answers are heard", async () => {
  const edge = loadBalancerAlarms(
    { stack: "test", loadBalancer: "app/alb/1", targetGroup: "targetgroup/web/2" },
    { latencySeconds: 3, errorsPerFiveMinutes: 10 },
  );
  const rules = await muteRules([...edge, ...webAlarms("web", 2)]);
  expect(Object.keys(rules)).toEqual(["mutes-1", "mutes-2"]);
  expect(rules["mutes-2"]).toMatchObject({ rule: { schedule }, startDate: "2026-11-26T06:05:00Z" });
  const names = Object.values(rules).map((rule) => JSON.stringify(rule));
  for (const name of ["unhealthy-nodes", "web-cpu", "web-too-few"]) expect(names.every((text) => text.includes(name))).toBe(true);
  for (const name of ["no-healthy-nodes", "node-errors", "edge-errors", "slow-answers"])
    expect(names.some((text) => text.includes(`"${name}`) || text.includes(`-${name}`))).toBe(false);
});

test("there is no rule where there is nothing to mute: one without alarms mutes all of the account", async () => {
  expect(await muteRules([])).toEqual({});
});
