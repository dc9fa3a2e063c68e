import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify } from "@pulumi/pulumi";
import { Alarms } from "../alarms/alarms.ts";
import { lostCalls } from "../alarms/delivery-plan.ts";
import { nameTag, typeToken } from "../naming.ts";
import type { StoreFunction } from "./function.ts";

/** Arguments for {@link FunctionTrigger}. */
export interface FunctionTriggerArgs {
  readonly description: string;
  /** The function's trigger: AWS's `rate(…)` or `cron(…)` in UTC, or a pattern of events. */
  readonly when: { readonly schedule: string } | { readonly pattern: Readonly<Record<string, unknown>> };
  readonly calls: StoreFunction;
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
}

/** An EventBridge rule that invokes a function, and the function's resource policy for it. Named `<stack>-<name>`. */
export class FunctionTrigger extends ComponentResource {
  constructor(name: string, args: FunctionTriggerArgs, opts?: ComponentResourceOptions) {
    super(typeToken("FunctionTrigger"), name, {}, opts);
    const { when, calls } = args;

    const rule = new EventRule(
      name,
      {
        name: `${getStack()}-${name}`,
        description: args.description,
        ...("schedule" in when ? { scheduleExpression: when.schedule } : { eventPattern: jsonStringify(when.pattern) }),
        tags: nameTag(name),
      },
      { parent: this },
    );
    const permission = new Permission(
      name,
      {
        function: calls.functionName,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        // The rule's ARN has the account. EventBridge is not said to send `aws:SourceAccount`, and would be refused without a word.
        sourceArn: rule.arn,
      },
      { parent: this },
    );
    // Without the permission the first events would be lost.
    new EventTarget(name, { rule: rule.name, arn: calls.functionArn }, { parent: this, dependsOn: [permission] });
    const lost = lostCalls(name, { by: { rule: rule.name }, functionName: calls.functionName });
    new Alarms(`${name}-lost`, { plan: [lost], topicArn: args.topicArn }, { parent: this });
    this.registerOutputs({});
  }
}
