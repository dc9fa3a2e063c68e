import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Document } from "@pulumi/aws/ssm/document.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, jsonStringify } from "@pulumi/pulumi";
import { sessionLogName, sessionPreferences, sessionPrefix } from "../../domain/defaults/staff.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { ownKey } from "../keys/own-key.ts";
import { byLogs, type KeyPolicyArgs, keyPolicy } from "../keys/policy.ts";
import { nameTag, typeToken } from "../naming.ts";
import { preferences } from "./preferences.ts";

/** Arguments for {@link SessionPreferences}. */
export interface SessionPreferencesArgs extends KeyPolicyArgs {
  /** The archive of logs. */
  readonly bucketName: Input<string>;
  /** The user of the nodes that sessions run as. */
  readonly runAs: string;
  readonly logRetentionDays: number;
}

/**
 * Session Manager preferences of this account and Region: sessions are encrypted end to end and recorded in CloudWatch Logs and the
 * archive (PCI DSS 8.2.8, 10.2.1.2).
 * @see docs/decisions/0031-staff-and-ci-roles.md
 */
export class SessionPreferences extends ComponentResource {
  constructor(name: string, args: SessionPreferencesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("SessionPreferences"), name, {}, opts);
    const policy = keyPolicy(args, [byLogs(args), bySessions(args)]);
    const key = ownKey(`${name}-key`, { part: "sessions", encrypts: "sessions on nodes", policy }, { parent: this });
    const log = new LogGroup(
      name,
      {
        name: sessionLogName(getStack()),
        kmsKeyId: key.arn,
        retentionInDays: args.logRetentionDays,
        deletionProtectionEnabled: true,
        tags: nameTag(name),
      },
      { parent: this },
    );
    const { bucketName, runAs } = args;
    const content = jsonStringify(preferences({ keyArn: key.arn, logGroupName: log.name, bucketName, prefix: sessionPrefix, runAs }));
    new Document(
      name,
      { name: sessionPreferences, documentType: "Session", documentFormat: "JSON", content, tags: nameTag(name) },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Use by both ends of a session, whom IAM admits: only together with a session's id, so that the key opens nothing else. */
function bySessions({ accountId }: KeyPolicyArgs): IamStatement {
  return {
    Sid: "UsedInSessions",
    Effect: "Allow",
    Principal: { AWS: interpolate`arn:aws:iam::${accountId}:root` },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: { Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" } },
  };
}
