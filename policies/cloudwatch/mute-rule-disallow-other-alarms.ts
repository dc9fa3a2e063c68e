import { isMutedByPatching, mutedByPatching } from "../../domain/defaults/muted-metrics.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { alarmTypes, muteRuleType } from "./types.ts";

const allowed = mutedByPatching.map(({ metric }) => metric).join(", ");

export const cloudwatchMuteRuleDisallowOtherAlarms: Policy = {
  name: "aws-cloudwatch-mute-rule-disallow-other-alarms",
  description: "A mute rule names the alarms that it mutes, and mutes only alarms that patching itself causes.",
  severity: "high",
  controls: ["CW-03"],
  remediation: `List in muteTargets.alarmNames only alarms of this stack on ${allowed}.`,
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html",
  types: [muteRuleType],
  check: (rule, stack) => {
    if (rule.get("muteTargets") === undefined || !rule.has("muteTargets.alarmNames"))
      return ["muteTargets is unset, which mutes every alarm of the account; name the alarms"];
    const named = stack.referred(rule, "muteTargets", alarmTypes);
    return [...named.flatMap(unlisted), ...foreign(rule, named)];
  },
};

function unlisted(alarm: Resource): string[] {
  const [namespace, metric] = [alarm.get("namespace"), alarm.get("metricName")];
  if (isMutedByPatching(namespace, metric)) return [];
  const on = typeof metric === "string" ? `${namespace} ${metric}` : "an expression";
  return [`mutes ${alarm.name}, an alarm on ${on}; remove it: only alarms on ${allowed} may be muted`];
}

/** Names that belong to no alarm of this stack, so that what they watch is unknown. */
function foreign({ properties }: Resource, named: readonly Resource[]): string[] {
  const known = new Set(named.flatMap(({ identities }) => identities));
  return textsOf(properties.muteTargets)
    .filter((name) => !isUnknown(name) && !known.has(name))
    .map((name) => `mutes "${name}", which is not an alarm of this stack; remove it, or name an alarm of this stack`);
}

function textsOf(targets: unknown): string[] {
  const names: unknown = typeof targets === "object" && targets !== null && "alarmNames" in targets ? targets.alarmNames : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}
