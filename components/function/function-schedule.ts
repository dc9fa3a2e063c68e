import { Role } from "@pulumi/aws/iam/role.js";
import { Schedule } from "@pulumi/aws/scheduler/schedule.js";
import { ScheduleGroup } from "@pulumi/aws/scheduler/scheduleGroup.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, jsonStringify } from "@pulumi/pulumi";
import { functionName } from "../../domain/defaults/functions.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { Alarms } from "../alarms/alarms.ts";
import { lostCalls } from "../alarms/delivery-plan.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import { trustScheduler } from "./policy.ts";

/** Arguments for {@link FunctionSchedule}. */
export interface FunctionScheduleArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** The function's name as a component; its ARN is then known in advance. */
  readonly function: string;
  readonly functionArn: Input<string>;
  readonly description: string;
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  /** EventBridge Scheduler's expression, such as `rate(1 minute)`; `cron(…)` in UTC. */
  readonly expression: string;
  /** Minutes after the time within which AWS may pick the moment. @default - on time */
  readonly flexibleMinutes?: number;
  /** The event, as JSON. */
  readonly input: Input<string>;
  /** Retries of a call that Lambda does not take. @default - none: the next call follows */
  readonly retry?: { readonly seconds: number; readonly attempts: number };
}

/** An EventBridge schedule that invokes one function, by a role that may invoke nothing else. */
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
    const lost = lostCalls(name, { by: { group: group.name }, functionName: functionName(getStack(), args.function) });
    new Alarms(`${name}-lost`, { plan: [lost], topicArn: args.topicArn }, { parent });
    this.registerOutputs({});

    function createRole() {
      const groupArn = interpolate`arn:aws:scheduler:${region}:${accountId}:schedule-group/${physicalName}`;
      return new Role(
        name,
        {
          name: physicalName,
          description: args.description,
          assumeRolePolicy: jsonStringify(trustScheduler(accountId, groupArn)),
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
      const { description } = args;
      return grant(name, { roleName: role.name, physicalName, description, statements: [call] }, { parent });
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
          flexibleTimeWindow: args.flexibleMinutes ? { mode: "FLEXIBLE", maximumWindowInMinutes: args.flexibleMinutes } : { mode: "OFF" },
          state: "ENABLED",
          target: {
            arn: args.functionArn,
            roleArn: role.arn,
            input: args.input,
            retryPolicy: { maximumEventAgeInSeconds: args.retry?.seconds ?? 60, maximumRetryAttempts: args.retry?.attempts ?? 0 },
          },
        },
        { parent, dependsOn: [permission] },
      );
    }
  }
}
