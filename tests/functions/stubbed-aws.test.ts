import { AutoScalingClient, DescribeInstanceRefreshesCommand, StartInstanceRefreshCommand } from "@aws-sdk/client-auto-scaling";
import { BackupClient, DescribeRestoreJobCommand, ListRestoreJobsCommand } from "@aws-sdk/client-backup";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, test } from "@jest/globals";
import { Refusal } from "../support/aws/refusal.ts";
import type { Answers } from "../support/aws/stub.ts";
import { stubbedAws } from "../support/aws/stubbed.ts";
import { emulatedAws } from "../support/emulators/aws.ts";

const job = { RestoreJobId: "a", AccountId: "123456789012", Status: "COMPLETED", CreationDate: new Date("2026-11-22T03:00:00Z") };

/** What a stub with these answers makes of calls, and what it says of itself at the end. */
async function stubbed<T>(
  answers: Answers,
  ask: (aws: { backup: BackupClient; ssm: SSMClient; scaling: AutoScalingClient }) => Promise<T>,
) {
  const account = await emulatedAws();
  const stub = await stubbedAws(answers, account.endpoint);
  const client = { ...account.client, endpoint: stub.endpoint };
  const clients = { backup: new BackupClient(client), ssm: new SSMClient(client), scaling: new AutoScalingClient(client) };
  const answered = await ask(clients).catch((error: unknown) => String(error));
  const fault = await stub.stop().catch((error: unknown) => String(error));
  return { answered, fault, asked: stub.asked };
}

describe("a stub of AWS", () => {
  test("answers what AWS may answer, in each protocol, and passes on what it does not stub", async () => {
    const answers: Answers = {
      "backup:ListRestoreJobs": ({ ByCreatedAfter }) => ({ RestoreJobs: ByCreatedAfter instanceof Date ? [job] : [] }),
      "autoscaling:DescribeInstanceRefreshes": () => ({
        InstanceRefreshes: [{ InstanceRefreshId: "r", Status: "InProgress", StartTime: job.CreationDate }],
      }),
    };
    const { answered, fault } = await stubbed(answers, async ({ backup, ssm, scaling }) => {
      const { RestoreJobs } = await backup.send(new ListRestoreJobsCommand({ ByCreatedAfter: job.CreationDate }));
      const { InstanceRefreshes } = await scaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: "web" }));
      await ssm.send(new PutParameterCommand({ Name: "/a/b", Value: "plain", Type: "SecureString" }));
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/a/b" }));
      return [RestoreJobs?.[0]?.CreationDate, InstanceRefreshes?.[0]?.StartTime, Parameter?.Value === "plain"];
    });
    expect([answered, fault]).toEqual([[job.CreationDate, job.CreationDate, false], undefined]);
  });

  test.each<[string, Answers, RegExp]>([
    ["a member that AWS does not know", { "backup:ListRestoreJobs": () => ({ Jobs: [] }) }, /Jobs: AWS knows no such member/],
    [
      "a value that is none",
      { "backup:ListRestoreJobs": () => ({ RestoreJobs: [{ ...job, Status: "DONE" }] }) },
      /expected one of PENDING/,
    ],
    ["a time that is a number", { "backup:ListRestoreJobs": () => ({ RestoreJobs: [{ ...job, CreationDate: 1 }] }) }, /expected a time/],
    [
      "a refusal that the operation does not have",
      {
        "backup:ListRestoreJobs": () => {
          throw new Refusal("NoSuchKey");
        },
      },
      /got the refusal NoSuchKey/,
    ],
  ])("that answers %s fails the test", async (_, answers, fault) => {
    const found = await stubbed(answers, async ({ backup }) => await backup.send(new ListRestoreJobsCommand({})));
    expect([found.answered, found.fault]).toEqual([expect.stringMatching(fault), expect.stringMatching(fault)]);
  });

  test("refuses what AWS would not take, before a test is asked", async () => {
    const answers: Answers = { "autoscaling:StartInstanceRefresh": () => ({ InstanceRefreshId: "r" }) };
    const { answered } = await stubbed(answers, async ({ scaling }) =>
      scaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName: "web", Preferences: { MinHealthyPercentage: 101 } })),
    );
    expect(answered).toMatch(/^ValidationError: .*MinHealthyPercentage: got a size of 101, expected 0 to 100/);
  });

  test("says AWS's refusals as AWS does", async () => {
    const answers: Answers = {
      "backup:DescribeRestoreJob": () => {
        throw new Refusal("ResourceNotFoundException", "none of that name");
      },
    };
    const { answered, fault } = await stubbed(answers, async ({ backup }) =>
      backup.send(new DescribeRestoreJobCommand({ RestoreJobId: "b" })),
    );
    expect([answered, fault]).toEqual(["ResourceNotFoundException: none of that name", undefined]);
  });

  test("of an operation that AWS does not have is none", async () => {
    await expect(stubbedAws({ "ssm:GetParamter": () => ({}) })).rejects.toThrow("ssm:GetParamter: AWS has no such operation");
  });
});
