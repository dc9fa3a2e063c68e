import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { Schedule } from "@pulumi/aws/scheduler/schedule.js";
import { ScheduleGroup } from "@pulumi/aws/scheduler/scheduleGroup.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, jsonStringify } from "@pulumi/pulumi";
import { functionName } from "../defaults/functions.ts";
import type { Region } from "../defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";

/** What a {@link FunctionSchedule} is made of. */
export interface FunctionScheduleArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** The function's name as a component; its ARN is then known in advance. */
  readonly function: string;
  readonly functionArn: Input<string>;
  readonly description: string;
  /** EventBridge Scheduler's expression, such as `rate(1 minute)`. */
  readonly expression: string;
  /** The event. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Calls a function again and again, on time, by a role that may call nothing else. A call that fails is left to the next one. */
export class FunctionSchedule extends ComponentResource {
  constructor(name: string, args: FunctionScheduleArgs, opts?: ComponentResourceOptions) {
    super(typeToken("FunctionSchedule"), name, {}, opts);
    const parent = this;
    const { region, accountId } = args;
    const physicalName = `${getStack()}-${name}`;

    const group = new ScheduleGroup(name, { name: physicalName, tags: nameTag(name) }, { parent });
    const role = createRole();
    const permission = permit();
    schedule();
    this.registerOutputs({});

    function createRole() {
      const trust = {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        // By the group's ARN, as AWS asks: a schedule's own is no source (docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
        Condition: {
          StringEquals: {
            "aws:SourceAccount": accountId,
            "aws:SourceArn": interpolate`arn:aws:scheduler:${region}:${accountId}:schedule-group/${physicalName}`,
          },
        },
      };
      return new Role(
        name,
        {
          name: physicalName,
          description: args.description,
          assumeRolePolicy: jsonStringify({ Version: "2012-10-17", Statement: [trust] }),
          maxSessionDuration: 3600,
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function permit() {
      const call = {
        Sid: "CallFunction",
        Effect: "Allow",
        Action: ["lambda:InvokeFunction"],
        Resource: interpolate`arn:aws:lambda:${region}:${accountId}:function:${functionName(getStack(), args.function)}`,
      };
      const policy = new Policy(
        name,
        {
          name: physicalName,
          description: args.description,
          policy: jsonStringify({ Version: "2012-10-17", Statement: [call] }),
          tags: nameTag(name),
        },
        { parent },
      );
      return new RolePolicyAttachment(name, { role: role.name, policyArn: policy.arn }, { parent });
    }

    function schedule() {
      new Schedule(
        name,
        {
          name: physicalName,
          groupName: group.name,
          description: args.description,
          scheduleExpression: args.expression,
          scheduleExpressionTimezone: "UTC",
          flexibleTimeWindow: { mode: "OFF" },
          state: "ENABLED",
          target: {
            arn: args.functionArn,
            roleArn: role.arn,
            input: JSON.stringify(args.input),
            retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 },
          },
        },
        { parent, dependsOn: [permission] },
      );
    }
  }
}
