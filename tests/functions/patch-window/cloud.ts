import type { IncomingMessage } from "node:http";
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeImagesCommand, EC2Client, RegisterImageCommand } from "@aws-sdk/client-ec2";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  type ParameterMetadata,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { patchingStatements } from "../../../components/patching/policy.ts";
import type { PatchRecord, PatchRequest } from "../../../domain/contracts/patch-window.ts";
import { recordsPrefix, unwrittenState } from "../../../domain/defaults/patching.ts";
import { allow } from "../../../domain/iam/statement.ts";
import { createClients } from "../../../functions/patch-window/aws/world.ts";
import { runOnce } from "../../../functions/patch-window/handler.ts";
import { type PatchState, readState } from "../../../functions/patch-window/state.ts";
import type { Tick } from "../../../functions/patch-window/tick.ts";
import { Stub } from "../../support/aws/stub.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { type EnforcedAws, enforced } from "../../support/emulators/enforced.ts";
import { type Gateway, gateway } from "../../support/emulators/gateway.ts";
import { alarmsAsAsked, imagesAsSaid, Services } from "./services.ts";
import { request as simulated } from "./simulation.ts";

const minute = 60_000;
const operationOf = ({ method, url, headers }: IncomingMessage) => String(headers["x-amz-target"] ?? `${method} ${url?.split("?")[0]}`);

/** Amazon's images as moto has them: the present one is of another kernel's line than the newest. */
const catalogue = ["al2023-ami-2023.*-kernel-6.12-arm64", "al2023-ami-2023.*-kernel-6.1-arm64"];
const published = ["2026-11-02T00:00:00.000Z", "2026-11-09T00:00:00.000Z"];

/** The same in every account: they are looked for once, among hundreds. */
let known: Promise<readonly [string, string]> | undefined;

async function amazonsImages(ec2: EC2Client): Promise<readonly [string, string]> {
  const Filters = [{ Name: "name", Values: catalogue }];
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ["amazon"], Filters }));
  const [present = "", newest = ""] = ["-6.12-", "-6.1-"].map((kernel) => Images.find(({ Name }) => Name?.includes(kernel))?.ImageId);
  return [present, newest];
}

/** What is between the function and the emulated AWS. */
interface Ground {
  readonly front: Gateway;
  /** In front of that. */
  readonly iam: EnforcedAws;
  readonly aws: EmulatedAws;
}

/** What the component grants for a request. */
const statementsFor = (
  { stack, stagingParameter, imageParameter, groupName, maintenanceWindowId, backup, records, stateKeyArn }: PatchRequest,
  { accountId, client: { region } }: EmulatedAws,
) =>
  patchingStatements({
    stack,
    region,
    accountId,
    stagingParameter,
    movesImage: imageParameter !== undefined,
    groupArn: `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:*:autoScalingGroupName/${groupName}`,
    maintenanceWindowId,
    backup: { vaultArn: `arn:aws:backup:${region}:${accountId}:backup-vault:${backup.vaultName}`, roleArn: backup.roleArn },
    records: { bucketName: records.bucket, bucketArn: `arn:aws:s3:::${records.bucket}`, keyArns: [] },
    dataKeyArn: stateKeyArn,
  });

/** A store in an account of the emulated AWS, patched by the function's own `runOnce` over HTTP. Its clock is the test's. */
export class Cloud {
  readonly services: Services;
  readonly request: PatchRequest;
  /** What the function printed, a line each. */
  readonly printed: string[] = [];
  readonly images: readonly [before: string, after: string];
  /** What EC2 says of images otherwise than moto does, by id, in the words of its XML. */
  readonly said: Record<string, Readonly<Record<string, string>>> = {};
  now: Date;
  #stub: Stub | undefined;
  readonly #gateway: Gateway;
  readonly #iam: EnforcedAws;
  readonly #clients: Pick<ReturnType<typeof createClients>, "cloudWatch" | "ec2" | "s3" | "ssm">;
  readonly #environment: Readonly<Record<string, string>>;

  private constructor(now: string, { front, iam, aws }: Ground, images: readonly [string, string], change: Partial<PatchRequest>) {
    this.now = new Date(now);
    this.images = images;
    this.request = {
      ...simulated,
      newestParameter: "/newest",
      records: { bucket: `archive-${aws.accountId}`, prefix: recordsPrefix },
      ...change,
    };
    this.#gateway = front;
    this.#iam = iam;
    this.#environment = { ...aws.environment, AWS_MAX_ATTEMPTS: "1" };
    this.#clients = {
      cloudWatch: new CloudWatchClient(aws.client),
      ec2: new EC2Client(aws.client),
      s3: new S3Client({ ...aws.client, forcePathStyle: true }),
      ssm: new SSMClient(aws.client),
    };
    this.services = new Services(
      () => this.now,
      async () => (await this.#parameter(this.request.imageParameter ?? "")) ?? "",
      async () => {
        const { MetricAlarms = [] } = await this.#clients.cloudWatch.send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
        return MetricAlarms.flatMap(({ AlarmName }) => AlarmName ?? []);
      },
    );
    images.forEach((id, i) => {
      this.said[id] = { creationDate: published[i] ?? "" };
    });
    front.hooks.after = (passing, reply) => alarmsAsAsked(passing, reply) ?? imagesAsSaid(this.said, passing, reply);
  }

  /** A store whose function has seen the window before the one of `now`; a newer image has been published. */
  static async open(now: string, handled: string, change: Partial<PatchRequest> = {}): Promise<Cloud> {
    const aws = await emulatedAws();
    const front = await gateway({ target: aws.endpoint, operationOf });
    const iam = await enforced(front.url, aws.accountId);
    known ??= amazonsImages(new EC2Client(aws.client));
    const images = await known;
    const cloud = new Cloud(now, { front, iam, aws }, images, change);
    // AWS's own parameters cannot be written in the emulator: the newest image is under a name that only tests have.
    const newest = allow("Newest", ["ssm:GetParameter"], `arn:aws:ssm:*:*:parameter${cloud.request.newestParameter}`);
    await iam.grant([...statementsFor(cloud.request, aws), newest]);
    cloud.#stub = await Stub.of(cloud.services.answers);
    front.hooks.before = async ({ request }) => await cloud.#stub?.answer(request);
    await cloud.#makeParameters(JSON.stringify({ version: 1, images: [], handled }));
    await cloud.#makeAlarms();
    await cloud.#clients.s3.send(new CreateBucketCommand({ Bucket: cloud.request.records.bucket }));
    return cloud;
  }

  /** As the component makes them. */
  async #makeParameters(state: string): Promise<void> {
    const { stateParameter, stateKeyArn, imageParameter, newestParameter } = this.request;
    await this.#put({ Name: stateParameter, Value: state, Type: "SecureString", KeyId: stateKeyArn });
    await this.#put({ Name: imageParameter, Value: this.images[0], Type: "String", DataType: "aws:ec2:image" });
    await this.#put({ Name: newestParameter, Value: this.images[1], Type: "String" });
  }

  async #makeAlarms(): Promise<void> {
    const threshold = {
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: "GreaterThanThreshold",
    } as const;
    for (const AlarmName of this.request.alarms)
      await this.#clients.cloudWatch.send(
        new PutMetricAlarmCommand({ ...threshold, AlarmName, Namespace: "xcart/shop-prod", MetricName: AlarmName }),
      );
  }

  async #put(parameter: PutParameterCommandInput): Promise<void> {
    await this.#clients.ssm.send(new PutParameterCommand({ ...parameter, Overwrite: true }));
  }

  /** One run of the function, as Lambda starts it: with clients of its own. */
  async run(): Promise<Tick> {
    const before = { ...process.env };
    Object.assign(process.env, this.#environment);
    const clients = createClients({ endpoint: this.#iam.url, region: "us-east-1" });
    try {
      return await runOnce(this.request, clients, { now: () => this.now, print: (line) => this.printed.push(line) });
    } finally {
      process.env = before;
      for (const client of Object.values(clients)) client.destroy();
    }
  }

  /** Runs every `every` minutes until `end`. */
  async until(end: string, every = 15): Promise<void> {
    for (; this.now < new Date(end); this.now = new Date(this.now.getTime() + every * minute)) await this.run();
  }

  /** A run that loses its connection to AWS after so many calls that took effect; whether it came to its end before. */
  async runKilledAfter(calls: number): Promise<boolean> {
    if (calls > 100) throw new Error(`after ${calls} calls the run has not come to its end: it fails by itself`);
    let left = calls;
    const { hooks } = this.#gateway;
    const { before } = hooks;
    hooks.before = async (passing) => {
      if (left-- <= 0) throw new Error("killed");
      return await before?.(passing);
    };
    try {
      await this.run();
      return true;
    } catch {
      return false;
    } finally {
      if (before) hooks.before = before;
    }
  }

  async ring(AlarmName: string, StateValue: "ALARM" | "OK"): Promise<void> {
    await this.#clients.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "from a test" }));
  }

  /** Staging says what it has run, or someone in its place. */
  async publish(state: PatchState | string): Promise<void> {
    const Value = typeof state === "string" ? state : JSON.stringify(state);
    await this.#put({ Name: this.request.stagingParameter, Value, Type: "SecureString" });
  }

  /** Someone writes the own state. */
  async forge(state: PatchState): Promise<void> {
    await this.#put({ Name: this.request.stateParameter, Value: JSON.stringify(state), Type: "SecureString" });
  }

  /** Someone writes the parameter that nodes start from. */
  async plant(Value: string): Promise<void> {
    await this.#put({ Name: this.request.imageParameter, Value, Type: "String", DataType: "aws:ec2:image" });
  }

  /** An image of the account's own, by a name of Amazon's. */
  async makeImage(): Promise<string> {
    const Name = "al2023-ami-2023.99.20261115.0-kernel-6.1-arm64";
    const made = { Name, Architecture: "arm64", RootDeviceName: "/dev/xvda", VirtualizationType: "hvm", BootMode: "uefi" } as const;
    return (await this.#clients.ec2.send(new RegisterImageCommand(made))).ImageId ?? "";
  }

  /** The state as Pulumi has made it, before the function's first run. */
  async beginAnew(): Promise<void> {
    await this.#makeParameters(unwrittenState);
  }

  /** Which type, key and kind of data a parameter has. */
  async kindOf(name: string): Promise<Pick<ParameterMetadata, "Type" | "KeyId" | "DataType">> {
    const { Parameters: [found] = [] } = await this.#clients.ssm.send(
      new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Values: [name] }] }),
    );
    return { Type: found?.Type, KeyId: found?.KeyId, DataType: found?.DataType };
  }

  async forget(Name: string): Promise<void> {
    await this.#clients.ssm.send(new DeleteParameterCommand({ Name }));
  }

  /** The image that new nodes start from. */
  image = async (): Promise<string | undefined> => await this.#parameter(this.request.imageParameter ?? "");

  state = async (): Promise<PatchState> => readState((await this.#parameter(this.request.stateParameter)) ?? "", this.now);

  /** The records as they stand in the archive, by their keys. */
  async records(): Promise<Readonly<Record<string, PatchRecord>>> {
    const { s3 } = this.#clients;
    const Bucket = this.request.records.bucket;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    const found = Contents.map(async ({ Key = "" }): Promise<[string, PatchRecord]> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return [Key, JSON.parse((await Body?.transformToString()) ?? "")];
    });
    return Object.fromEntries(await Promise.all(found));
  }

  /** The metrics of the last run. */
  counts(): Readonly<Record<string, unknown>> {
    return JSON.parse(this.printed.at(-1) ?? "{}");
  }

  close = async (): Promise<void> => {
    await this.#gateway.stop();
    await this.#iam.stop();
    this.#stub?.check();
  };

  async #parameter(Name: string): Promise<string | undefined> {
    return (await this.#clients.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
  }
}
