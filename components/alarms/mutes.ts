import { AlarmMuteRule } from "@pulumi/aws/cloudwatch/alarmMuteRule.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Freeze, PatchWindow } from "../../domain/calendars/windows.ts";
import { isMutedByPatching } from "../../domain/defaults/muted-metrics.ts";
import { nameTag, typeToken } from "../naming.ts";
import type { MadeAlarm } from "./alarms.ts";
import { mutePlan } from "./mute-plan.ts";

/** Arguments for {@link Mutes}. */
export interface MutesArgs {
  readonly window: PatchWindow;
  readonly freezes: readonly Freeze[];
  /** All alarms of the stack; those that patching itself sets off are picked. */
  readonly alarms: readonly MadeAlarm[];
}

/**
 * CloudWatch alarm mute rules for the alarms that a patch window itself sets off. Muted alarms keep evaluating, and one that is still
 * in ALARM when the window ends notifies then (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html).
 * @see docs/decisions/0021-patch-window-function.md
 */
export class Mutes extends ComponentResource {
  constructor(name: string, args: MutesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Mutes"), name, {}, opts);

    // A rule without alarms mutes every one of the account.
    const alarmNames = args.alarms.filter(({ plan }) => isMutedByPatching(plan.namespace, plan.metric)).map((alarm) => alarm.name);
    const plans = alarmNames.length === 0 ? [] : mutePlan(args.window, args.freezes);
    for (const [i, { expression, duration, timezone, ...between }] of plans.entries())
      new AlarmMuteRule(
        `${name}-${i + 1}`,
        {
          description: "Alarms that a patch window sets off although nothing is wrong",
          rule: { schedule: { expression, duration, timezone } },
          muteTargets: { alarmNames },
          ...between,
          tags: nameTag(`${name}-${i + 1}`),
        },
        { parent: this },
      );
    this.registerOutputs({});
  }
}
