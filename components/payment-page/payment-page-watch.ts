import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import { Canary } from "@pulumi/aws/synthetics/canary.js";
import { asset, ComponentResource, type ComponentResourceOptions, getStack, interpolate, jsonStringify } from "@pulumi/pulumi";
import type { WatchEnvironment } from "../../domain/contracts/payment-page.ts";
import {
  evidencePrefix,
  passSetName,
  runbookVariable,
  toldParameter,
  watchName,
  watchPlaces,
  watchRuntime,
  watchVariable,
} from "../../domain/defaults/payment-page.ts";
import type { SecureBucket } from "../buckets/secure-bucket.ts";
import { bundle } from "../function/bundle.ts";
import type { InputsOf } from "../function/inputs.ts";
import { trustLambda } from "../function/policy.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import type { PassSet } from "./pass-set.ts";
import { runConfigOf, scheduleOf, writeArchive } from "./plan.ts";
import { type WatchPolicyArgs, watchStatements } from "./policy.ts";

/** Arguments for {@link PaymentPageWatch}. */
export interface PaymentPageWatchArgs extends Omit<WatchPolicyArgs, "stack" | "runsBucketArn"> {
  /** The request of each visit: it is part of the canary's code, and known before anything is made. */
  readonly request: object;
  readonly everyMinutes: number;
  /** Whether it runs: there is a page to visit. */
  readonly open: boolean;
  readonly pass: PassSet;
  /** Where its code and the runtime's reports lie. */
  readonly bucket: SecureBucket;
  readonly logRetentionDays: number;
}

const DESCRIPTION = "Visits the payment page as a shopper does, and compares it with what was agreed";

/** Days that CloudWatch Synthetics keeps its own word on runs; the evidence is in the archive. */
const RUNS_KEPT = 31;

/** A browser that visits the payment page by itself: a canary of CloudWatch Synthetics, outside the store's network. */
export class PaymentPageWatch extends ComponentResource {
  constructor(name: string, args: PaymentPageWatchArgs, opts?: ComponentResourceOptions) {
    super(typeToken("PaymentPageWatch"), name, {}, opts);
    const parent = this;
    const physicalName = watchName(getStack());

    const role = createRole();
    const permissions = permit();
    const code = upload();
    const canary = createCanary();
    createLog();
    this.registerOutputs({});

    function createRole() {
      return new Role(
        name,
        {
          name: physicalName,
          description: DESCRIPTION,
          assumeRolePolicy: jsonStringify(trustLambda),
          maxSessionDuration: 3600,
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function permit() {
      const statements = watchStatements({ ...args, stack: getStack(), runsBucketArn: args.bucket.bucketArn });
      return grant(name, { roleName: role.name, physicalName, description: DESCRIPTION, statements }, { parent });
    }

    function upload() {
      const { folder, hash } = writeArchive(getStack(), bundle("payment-page"), args.request);
      return new BucketObjectv2(
        name,
        {
          bucket: args.bucket.bucketName,
          key: `${watchPlaces.code}-${hash}.zip`,
          source: new asset.FileArchive(folder),
          contentType: "application/zip",
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function createCanary() {
      return new Canary(
        name,
        {
          name: physicalName,
          runtimeVersion: watchRuntime.version,
          handler: "index.handler",
          s3Bucket: code.bucket,
          s3Key: code.key,
          s3Version: code.versionId,
          executionRoleArn: role.arn,
          artifactS3Location: interpolate`s3://${args.bucket.bucketName}/${watchPlaces.runs}`,
          artifactConfig: { s3Encryption: { encryptionMode: "SSE_S3" } },
          schedule: scheduleOf(args.everyMinutes),
          runConfig: runConfigOf({
            [watchVariable]: jsonStringify(environment()),
            [runbookVariable]: "docs/operations/payment-page.md",
          }),
          startCanary: args.open,
          successRetentionPeriod: RUNS_KEPT,
          failureRetentionPeriod: RUNS_KEPT,
          deleteLambda: true,
          tags: nameTag(name),
        },
        // Without its policy its first run would fail.
        { parent, dependsOn: [permissions] },
      );
    }

    function environment(): InputsOf<WatchEnvironment> {
      const stack = getStack();
      return {
        evidence: { bucket: args.evidence.bucketName, prefix: evidencePrefix(stack) },
        topicArn: args.topicArn,
        told: toldParameter(stack),
        pass: { id: args.pass.id, name: passSetName(stack) },
      };
    }

    // AWS names it after the function that it makes, and would make it itself, under no key and for ever, if the role could.
    function createLog() {
      const functionName = canary.engineArn.apply((arn) => arn.split(":")[6] ?? "");
      return new LogGroup(
        name,
        {
          name: interpolate`/aws/lambda/${functionName}`,
          kmsKeyId: args.logKeyArn,
          retentionInDays: args.logRetentionDays,
          tags: nameTag(name),
        },
        { parent },
      );
    }
  }
}
