import { cloudwatchMuteRuleConfigureSchedule } from "../../../policies/cloudwatch/mute-rule-configure-schedule.ts";
import { cloudwatchMuteRuleDisallowOtherAlarms } from "../../../policies/cloudwatch/mute-rule-disallow-other-alarms.ts";
import { broken } from "../broken.ts";
import { change, remake } from "../mutate.ts";
import { cases } from "../policy-cases.ts";
import { resource, unknown, urnOf } from "../support.ts";

const ruleType = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const alarm = (name: string, namespace: string, metricName: string) => resource(alarmType, name, { name, namespace, metricName });
const busy = alarm("web-cpu", "AWS/EC2", "CPUUtilization");
const full = alarm("database-cpu", "AWS/RDS", "CPUUtilization");
const share = resource(alarmType, "share", { name: "share", metricQueries: [{ id: "a", expression: "b / c" }] });
const mutes = (...alarmNames: string[]) => resource(ruleType, "patching", { muteTargets: { alarmNames } });
const may = "only alarms on UnHealthyHostCount, GroupInServiceInstances, CPUUtilization may be muted";
const madeOf = (name: string) =>
  resource(ruleType, "p", { muteTargets: { alarmNames: [unknown] } }, { propertyDependencies: { muteTargets: [urnOf(alarmType, name)] } });

cases(
  cloudwatchMuteRuleDisallowOtherAlarms,
  ["passes what patching stirs up", "compliant", mutes("web-cpu"), busy],
  ["passes it in a preview, by what it is made of", "compliant", madeOf("web-cpu"), busy],
  [
    "refuses the database's load beside it",
    [`mutes database-cpu, an alarm on AWS/RDS CPUUtilization; remove it: ${may}`],
    mutes("web-cpu", "database-cpu"),
    busy,
    full,
  ],
  ["refuses it in a preview", [`mutes database-cpu, an alarm on AWS/RDS CPUUtilization; remove it: ${may}`], madeOf("database-cpu"), full],
  ["refuses an expression", [`mutes share, an alarm on an expression; remove it: ${may}`], mutes("share"), share],
  [
    "refuses a name that no one here has",
    ['mutes "trail-root-use", which is not an alarm of this stack; remove it, or name an alarm of this stack'],
    mutes("trail-root-use"),
    busy,
  ],
  [
    "refuses a rule for everything",
    ["muteTargets is unset, which mutes every alarm of the account; name the alarms"],
    resource(ruleType, "all", {}),
    busy,
  ],
  [
    "refuses a rule for nothing, which is the same",
    ["muteTargets is unset, which mutes every alarm of the account; name the alarms"],
    mutes(),
    busy,
  ],
  ["waits for what an alarm watches", "unknown", mutes("late"), resource(alarmType, "late", { name: "late", namespace: unknown })],
);

const scheduled = (expression: string, duration = "PT3H") =>
  resource(ruleType, "patching", { rule: { schedule: { expression, duration } } });
const when = (expression: string) => [`schedule.expression is "${expression}"; set one time on one weekday, such as cron(0 3 * * THU)`];

cases(
  cloudwatchMuteRuleConfigureSchedule,
  ["passes a weekly one", "compliant", scheduled("cron(0 3 * * THU)")],
  ["passes a monthly one", "compliant", scheduled("cron(0 3 1 * *)", "PT24H")],
  ["passes one that comes once", "compliant", scheduled("at(2027-01-01T03:00)")],
  ["refuses a daily one", when("cron(0 3 * * *)"), scheduled("cron(0 3 * * *)")],
  ["refuses several days", when("cron(0 3 * * MON-FRI)"), scheduled("cron(0 3 * * MON-FRI)")],
  ["refuses several days beside one", when("cron(0 3 1 * MON-FRI)"), scheduled("cron(0 3 1 * MON-FRI)")],
  ["refuses several times", when("cron(0 1,13 * * THU)"), scheduled("cron(0 1,13 * * THU)")],
  ["refuses what it cannot read", when("rate(1 day)"), scheduled("rate(1 day)")],
  ["refuses days", ['schedule.duration is "P2D"; set PT24H or less'], scheduled("cron(0 3 * * THU)", "P2D")],
  ["refuses no duration", ['schedule.duration is ""; set PT24H or less'], scheduled("cron(0 3 * * THU)", "")],
);

broken(
  "CW-03",
  "the store that is down, muted in the patch window",
  remake([ruleType, "patching-mutes-1"], "muteTargets", [alarmType, "no-healthy-nodes"]),
);
broken("CW-03", "an intruder at the logins, muted", remake([ruleType, "patching-mutes-1"], "muteTargets", [alarmType, "login-attack"]));
broken("CW-03", "every alarm of the account, muted", change([ruleType, "patching-mutes-1"], { muteTargets: undefined }));
broken(
  "CW-03",
  "alarms that are muted each night",
  change([ruleType, "patching-mutes-1"], { rule: { schedule: { expression: "cron(0 3 * * *)", duration: "PT8H" } } }),
);
