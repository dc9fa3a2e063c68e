import { Duration } from "luxon";
import { maxMuteHours } from "../../domain/defaults/muted-metrics.ts";
import type { Policy } from "../model/policy.ts";
import { muteRuleType } from "./types.ts";

export const cloudwatchMuteRuleConfigureSchedule: Policy = {
  name: "aws-cloudwatch-mute-rule-configure-schedule",
  description: `A mute rule starts once, or at one time of one day of the week or month, and lasts at most ${maxMuteHours} hours.`,
  severity: "medium",
  controls: ["CW-03"],
  remediation: `Set rule.schedule.expression to a weekly cron such as cron(0 3 * * THU), and rule.schedule.duration to PT${maxMuteHours}H or less.`,
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Schedule.html",
  types: [muteRuleType],
  check: (rule) => {
    const expression = rule.text("rule.schedule.expression") ?? "";
    const duration = rule.text("rule.schedule.duration") ?? "";
    const hours = Duration.fromISO(duration, inEnglish).as("hours");
    return [
      ...(isSeldom(expression) ? [] : [`schedule.expression is "${expression}"; set one time on one weekday, such as cron(0 3 * * THU)`]),
      ...(hours <= maxMuteHours ? [] : [`schedule.duration is "${duration}"; set PT${maxMuteHours}H or less`]),
    ];
  },
};

/** With a locale, since looking for the machine's takes long. */
const inEnglish = { locale: "en" };

/** Whether a schedule begins once, or at one time of one day of the week or month; a cron that names both means either. */
function isSeldom(expression: string): boolean {
  if (/^at\(.+\)$/.test(expression)) return true;
  const [, minute, hour, day, , weekday] = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression) ?? [];
  const isSingle = (field = "") => /^\w+$/.test(field);
  return (
    [minute, hour].every(isSingle) && [day, weekday].filter((field) => field !== "*").every(isSingle) && (day !== "*" || weekday !== "*")
  );
}
