import type { Input } from "@pulumi/pulumi";
import { metrics } from "../../domain/contracts/login-guard.ts";
import { maxSetSize } from "../../domain/defaults/login-guard.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { functionAlarms } from "./function-plan.ts";
import { countedByNodes } from "./node-metric.ts";
import type { AlarmPlan } from "./plan.ts";

/** Dimensions of the login guard. */
export interface GuardDimensions {
  readonly stack: string;
  readonly functionName: Input<string>;
  /** Name of the log of logins; its filter is called as the function. */
  readonly logGroupName: Input<string>;
  /** Name of the administrators' topic. */
  readonly topicName: Input<string>;
}

/** The login guard's alarms; `attackBlocks` are the addresses blocked in five minutes that are still everyday life. */
export function guardAlarms({ stack, functionName, logGroupName, topicName }: GuardDimensions, attackBlocks: number): AlarmPlan[] {
  const counted = { namespace: functionNamespace(stack), dimensions: { stack }, comparison: "above", silence: "none" } as const;
  return [
    ...functionAlarms({
      name: "login-guard",
      functionName,
      meaning: "The login guard fails: failed logins may go uncounted",
      runbook: "login-guard-errors",
      heldBy: "login-guard-late",
    }),
    {
      ...counted,
      name: "login-guard-late",
      meaning: "Blocked addresses are let in again too late, or the login guard does not run at all",
      runbook: "login-guard-late",
      metric: metrics.overdue,
      statistic: "Maximum",
      threshold: 120,
      period: 60,
      values: 5,
      // The sweep counts each minute.
      silence: "fires",
    },
    {
      ...counted,
      name: "login-guard-full",
      meaning: "The login guard blocks nearly as many addresses as WAF's set holds",
      runbook: "login-attack",
      metric: metrics.blocked,
      statistic: "Maximum",
      threshold: maxSetSize * 0.8,
      period: 60,
      silence: { heldBy: "login-guard-late" },
    },
    {
      ...counted,
      name: "login-attack",
      meaning: "Many addresses fail to log in: passwords are being guessed",
      runbook: "login-attack",
      metric: metrics.newBlocks,
      statistic: "Sum",
      threshold: attackBlocks,
      values: 1,
    },
    {
      ...countedByNodes(stack, "LoginLockOpen"),
      name: "login-lock-open",
      meaning: "Nodes let logins through that the lock could not check: guessing is slowed by the web ACL and the login guard alone",
      runbook: "login-lock",
    },
    {
      ...countedByNodes(stack, "LoginSpray"),
      name: "login-spray",
      meaning: "Logins fail all over the store: browsers are asked before they may sign in",
      runbook: "login-attack",
    },
    {
      ...counted,
      name: "login-bad-lines",
      meaning: "Nodes write login results that the login guard cannot read: those are not counted",
      runbook: "login-bad-lines",
      metric: metrics.badLines,
      statistic: "Sum",
      threshold: 10,
    },
    {
      name: "login-lines-lost",
      meaning: "Login results did not get from the log to the login guard: those are not counted",
      runbook: "login-bad-lines",
      // docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
      namespace: "AWS/Logs",
      metric: "DeliveryErrors",
      dimensions: { LogGroupName: logGroupName, DestinationType: "Lambda", FilterName: functionName },
      statistic: "Sum",
      comparison: "above",
      threshold: 0,
      values: 1,
      silence: "none",
    },
    {
      ...counted,
      name: "login-mails-failed",
      meaning: "Emails about failed administration logins could not be sent",
      runbook: "login-mails",
      metric: metrics.mailsFailed,
      statistic: "Sum",
      threshold: 0,
      values: 1,
    },
    {
      name: "login-mails-undelivered",
      meaning: "Emails about failed administration logins were not delivered",
      runbook: "login-mails",
      namespace: "AWS/SNS",
      metric: "NumberOfNotificationsFailed",
      dimensions: { TopicName: topicName },
      statistic: "Sum",
      comparison: "above",
      threshold: 0,
      values: 1,
      silence: "none",
    },
  ];
}
