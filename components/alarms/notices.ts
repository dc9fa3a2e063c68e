import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import { Alarms } from "./alarms.ts";
import { lostNotices } from "./delivery-plan.ts";
import type { NoticePlan } from "./notice-plan.ts";

/** Arguments for {@link Notices}. */
export interface NoticesArgs {
  readonly plan: readonly NoticePlan[];
  readonly topicArn: Input<string>;
}

/** EventBridge rules that email the contacts about events, such as a failed backup job, with the runbook to open. */
export class Notices extends ComponentResource {
  constructor(name: string, args: NoticesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Notices"), name, {}, opts);
    const parent = this;

    const rules = args.plan.map(create);
    new Alarms(`${name}-lost`, { plan: lostNotices(name, rules), topicArn: args.topicArn }, { parent });
    this.registerOutputs({});

    function create(notice: NoticePlan) {
      const part = `${name}-${notice.name}`;
      const rule = new EventRule(
        part,
        {
          name: `${getStack()}-${part}`,
          description: notice.meaning,
          eventPattern: jsonStringify(notice.pattern),
          tags: nameTag(part),
        },
        { parent },
      );
      // In an object AWS puts quotes round the values itself, whatever is in them.
      const fields = Object.keys(notice.shown).map((field) => `"${field}": <${field}>`);
      const said = `"what": "${getStack()}: ${notice.meaning}", "whatToDo": "docs/operations/${notice.runbook}.md"`;
      new EventTarget(
        part,
        {
          rule: rule.name,
          arn: args.topicArn,
          inputTransformer: { inputPaths: { ...notice.shown }, inputTemplate: `{${[said, ...fields].join(", ")}}` },
        },
        { parent },
      );
      return rule.name;
    }
  }
}
