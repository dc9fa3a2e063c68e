import { beforeAll, expect, test } from "@jest/globals";
import { SessionPreferences } from "../../../components/sessions/session-preferences.ts";
import { ssmDocumentConfigureIdleLimit } from "../../../policies/ssm/document-configure-idle-limit.ts";
import { ssmDocumentEnableSessionLogging } from "../../../policies/ssm/document-enable-session-logging.ts";
import { resource, violations } from "../../policies/support.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, only, region, textOf } from "../registrations.ts";

let made: readonly Registration[];
beforeAll(async () => {
  const args = { region, accountId, bucketName: "archive", runAs: "ec2-user", logRetentionDays: 400 } as const;
  made = await deploy(() => new SessionPreferences("sessions", args), { stack: "shops-account" });
});
const document = () => only(made, "aws:ssm/document:Document").inputs;

test("sessions are logged twice, encrypted, run as a user without rights of root, and end", () => {
  expect(document()).toMatchObject({ name: "SSM-SessionManagerRunShell", documentType: "Session", documentFormat: "JSON" });
  expect(JSON.parse(textOf(document().content))).toEqual({
    schemaVersion: "1.0",
    description: "Sessions on nodes: logged, encrypted, ended when idle",
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: "archive",
      s3KeyPrefix: "sessions",
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: "/shops-account/sessions",
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: "arn:aws:test:::sessions-key",
      idleSessionTimeout: "15",
      maxSessionDuration: "480",
      runAsEnabled: true,
      runAsDefaultUser: "ec2-user",
      shellProfile: { linux: "", windows: "" },
    },
  });
});

test("our policies on sessions agree", () => {
  const seen = resource("aws:ssm/document:Document", "sessions", document());
  expect([...violations(ssmDocumentEnableSessionLogging, seen), ...violations(ssmDocumentConfigureIdleLimit, seen)]).toEqual([]);
});

test("its log is kept, encrypted and protected", () => {
  expect(only(made, "aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
    name: "/shops-account/sessions",
    kmsKeyId: "arn:aws:test:::sessions-key",
    retentionInDays: 400,
    deletionProtectionEnabled: true,
  });
});

test("its key opens sessions and their log, and nothing else", () => {
  const ask = (action: string, context: Readonly<Record<string, string>>, principal = `arn:aws:iam::${accountId}:role/operator`) =>
    decide(only(made, "aws:kms/key:Key").inputs.policy, { principal, action, context });
  const session = { "kms:EncryptionContext:aws:ssm:SessionId": "grace-0" };
  const logs = `logs.${region}.amazonaws.com`;
  const group = { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:/shops-account/sessions` };
  expect([
    ask("kms:GenerateDataKey", session),
    ask("kms:Decrypt", session),
    ask("kms:Decrypt", {}),
    ask("kms:Encrypt", session),
    ask("kms:Decrypt", session, "arn:aws:iam::999999999999:role/operator"),
    ask("kms:Decrypt", group, logs),
    ask("kms:Decrypt", {}, logs),
  ]).toEqual(["allowed", "allowed", "unmentioned", "unmentioned", "unmentioned", "allowed", "unmentioned"]);
});
