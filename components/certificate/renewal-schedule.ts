import { Policy } from "@pulumi/aws/iam/policy.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { Schedule } from "@pulumi/aws/scheduler/schedule.js";
import { ScheduleGroup } from "@pulumi/aws/scheduler/scheduleGroup.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, jsonStringify } from "@pulumi/pulumi";
import type { Region } from "../defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { scheduleOf } from "./plan.ts";
import { trustSchedule } from "./policy.ts";

/** What a {@link RenewalSchedule} is made of. */
export interface RenewalScheduleArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly functionArn: Input<string>;
  /** Name of the function, by which its ARN is known in advance. */
  readonly functionName: string;
  /** The event, as JSON. */
  readonly input: Input<string>;
}

/** Calls a function twice a day, at a time of the stack's own, by a role that may call nothing else. */
export class RenewalSchedule extends ComponentResource {
  constructor(name: string, args: RenewalScheduleArgs, opts?: ComponentResourceOptions) {
    super(typeToken("RenewalSchedule"), name, {}, opts);
    const parent = this;
    const { region, accountId } = args;
    const physicalName = `${getStack()}-${name}`;

    const group = new ScheduleGroup(name, { name: physicalName, tags: nameTag(name) }, { parent });
    const role = createRole();
    const permission = permit();
    schedule();
    this.registerOutputs({});

    function createRole() {
      const groupArn = interpolate`arn:aws:scheduler:${region}:${accountId}:schedule-group/${physicalName}`;
      return new Role(
        name,
        {
          description: "Starts the renewal of the certificate",
          assumeRolePolicy: jsonStringify(trustSchedule(accountId, groupArn)),
          maxSessionDuration: 3600,
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function permit() {
      const Resource = interpolate`arn:aws:lambda:${region}:${accountId}:function:${args.functionName}`;
      const statement = { Sid: "Renewal", Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource };
      const policy = new Policy(
        name,
        {
          description: "Calls the certificate's function",
          policy: jsonStringify({ Version: "2012-10-17", Statement: [statement] }),
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
          description: "Renews the certificate when it is due",
          scheduleExpression: scheduleOf(getStack()),
          scheduleExpressionTimezone: "UTC",
          flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 60 },
          state: "ENABLED",
          target: {
            arn: args.functionArn,
            roleArn: role.arn,
            input: args.input,
            // No dead letters: the next run, in twelve hours, does the same work, and an alarm counts the days without one.
            retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
          },
        },
        { parent, dependsOn: [permission] },
      );
    }
  }
}
