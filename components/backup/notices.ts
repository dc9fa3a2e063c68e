import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import { type NoticeArgs, type PlannedNotice, plannedNotices } from "./notice-plan.ts";

/** What {@link BackupNotices} are made of. */
export interface BackupNoticesArgs extends NoticeArgs {
  readonly topicArn: Input<string>;
}

/** Mails about what AWS Backup says goes wrong: jobs and copies that fail, hands on the vault. */
export class BackupNotices extends ComponentResource {
  constructor(name: string, args: BackupNoticesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("BackupNotices"), name, {}, opts);
    const parent = this;

    for (const notice of plannedNotices(args)) create(notice);
    this.registerOutputs({});

    function create(notice: PlannedNotice) {
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
    }
  }
}
