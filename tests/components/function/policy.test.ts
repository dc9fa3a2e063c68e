import { expect, test } from "@jest/globals";
import { trustScheduler } from "../../../components/function/policy.ts";
import { decide } from "../iam.ts";
import { accountId } from "../registrations.ts";

test("the schedule's role is taken by EventBridge Scheduler for its own group only", () => {
  const group = `arn:aws:scheduler:us-east-1:${accountId}:schedule-group/test-certificate`;
  const take = (principal: string, source: string) =>
    decide(
      {
        ...trustScheduler(accountId, group),
        Statement: trustScheduler(accountId, group).Statement.map((one) => ({ ...one, Resource: "*" })),
      },
      { principal, action: "sts:AssumeRole", context: { "aws:SourceAccount": accountId, "aws:SourceArn": source } },
    );
  expect([
    take("scheduler.amazonaws.com", group),
    take("scheduler.amazonaws.com", `${group}-other`),
    take("events.amazonaws.com", group),
  ]).toEqual(["allowed", "unmentioned", "unmentioned"]);
});
