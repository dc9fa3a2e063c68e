import { createHash } from "node:crypto";
import {
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateAccessPointCommand,
  DeleteAccessPointCommand,
  DescribeAccessPointsCommand,
  EFSClient,
  PutFileSystemPolicyCommand,
} from "@aws-sdk/client-efs";
import {
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBSnapshotCommand,
  CreateDBSubnetGroupCommand,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
} from "@aws-sdk/client-rds";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { faultsOf } from "../../support/aws/judge.ts";
import { findModels, modelOf } from "../../support/aws/model.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import type { World } from "./documents.ts";

const agents = "ssm:DescribeInstanceInformation";

/** An account of the emulated AWS with what documents of releases work on. */
export class Cloud implements World {
  bucket = "";
  launchTemplateId = "";
  securityGroupId = "";
  /** Every call, `<service>:<api>` with its input. */
  readonly calls: { readonly name: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
  readonly aws: EmulatedAws;
  readonly #ec2: EC2Client;
  readonly #rds: RDSClient;
  readonly #s3: S3Client;
  readonly #ssm: SSMClient;
  readonly #api: Readonly<Record<string, (input: string) => Promise<unknown>>>;

  private constructor(aws: EmulatedAws) {
    const { client } = aws;
    this.aws = aws;
    const ec2 = new EC2Client(client);
    const rds = new RDSClient(client);
    const s3 = new S3Client({ ...client, forcePathStyle: true });
    this.#ec2 = ec2;
    this.#rds = rds;
    this.#s3 = s3;
    const ssm = new SSMClient(client);
    this.#ssm = ssm;
    const efs = new EFSClient(client);
    this.#api = {
      "efs:CreateAccessPoint": (input) => efs.send(new CreateAccessPointCommand(JSON.parse(input))),
      "efs:DeleteAccessPoint": (input) => efs.send(new DeleteAccessPointCommand(JSON.parse(input))),
      "efs:DescribeAccessPoints": (input) => efs.send(new DescribeAccessPointsCommand(JSON.parse(input))),
      "efs:PutFileSystemPolicy": (input) => efs.send(new PutFileSystemPolicyCommand(JSON.parse(input))),
      "ec2:RunInstances": (input) => ec2.send(new RunInstancesCommand(JSON.parse(input))),
      "ec2:TerminateInstances": (input) => ec2.send(new TerminateInstancesCommand(JSON.parse(input))),
      "rds:CreateDBSnapshot": (input) => rds.send(new CreateDBSnapshotCommand(JSON.parse(input))),
      "rds:DescribeDBSnapshots": (input) => rds.send(new DescribeDBSnapshotsCommand(JSON.parse(input))),
      "ssm:GetParameter": (input) => ssm.send(new GetParameterCommand(JSON.parse(input))),
      "ssm:PutParameter": (input) => ssm.send(new PutParameterCommand(JSON.parse(input))),
      "rds:DeleteDBInstance": (input) => rds.send(new DeleteDBInstanceCommand(JSON.parse(input))),
      "rds:DescribeDBInstances": (input) => rds.send(new DescribeDBInstancesCommand(JSON.parse(input))),
      "rds:ModifyDBInstance": (input) => rds.send(new ModifyDBInstanceCommand(JSON.parse(input))),
      "rds:RestoreDBInstanceToPointInTime": (input) => rds.send(new RestoreDBInstanceToPointInTimeCommand(JSON.parse(input))),
      "s3:CopyObject": (input) => s3.send(new CopyObjectCommand(JSON.parse(input))),
      "s3:HeadObject": (input) => s3.send(new HeadObjectCommand(JSON.parse(input))),
      "s3:ListObjectsV2": (input) => s3.send(new ListObjectsV2Command(JSON.parse(input))),
      // moto knows no agents: every instance has reported.
      [agents]: async () => ({ InstanceInformationList: [{ PingStatus: "Online" }] }),
    };
  }

  /** An account with staging's database, its releases bucket with `5.6.0.11-1` in it, and a builder's template. */
  static async open(): Promise<Cloud> {
    await findModels();
    const aws = await emulatedAws();
    const cloud = new Cloud(aws);
    cloud.bucket = `shop-staging-releases-${aws.accountId}`;
    await cloud.#makeDatabase(await cloud.#makeTemplate());
    await cloud.makeBucket(cloud.bucket);
    await cloud.put(cloud.bucket, "5.6.0.11-1", "the store");
    return cloud;
  }

  /** What a parameter says, or is made to say. */
  async parameter(Name: string, Value?: string): Promise<string | undefined> {
    if (Value !== undefined) await this.#ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString", Overwrite: true }));
    return (await this.#ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
  }

  async makeBucket(Bucket: string): Promise<void> {
    await this.#s3.send(new CreateBucketCommand({ Bucket }));
  }

  /** Writes a release, as the builder does. */
  async put(bucket: string, release: string, archive: string): Promise<void> {
    await this.write(releaseKeys(release).archive, archive, bucket);
    const sha256 = createHash("sha256").update(archive).digest("hex");
    await this.write(releaseKeys(release).description, JSON.stringify({ sha256 }), bucket);
  }

  async write(Key: string, Body: string | Uint8Array, Bucket = this.bucket): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket, Key, Body, ChecksumAlgorithm: "SHA256" }));
  }

  async read(Bucket: string, Key: string): Promise<string | undefined> {
    return (await this.#s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
  }

  /** SHA-256 of an object as it is now, in hex; zeros where there is none. */
  async sumOf(Key: string, Bucket = this.bucket): Promise<string> {
    const { Contents: found = [] } = await this.#s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    if (!found.some((object) => object.Key === Key)) return "0".repeat(64);
    return createHash("sha256")
      .update(await this.bytes(Key, Bucket))
      .digest("hex");
  }

  async bytes(Key: string, Bucket = this.bucket): Promise<Uint8Array> {
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  }

  /** Parameters of an execution with the checksums of what they name, as anyone who starts it has read them. */
  async pinned(parameters: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
    const [release, from] = [releaseKeys(parameters.Release ?? ""), releaseKeys(parameters.From ?? "")];
    const [Sha256, RecordSha256, FromSha256] = await Promise.all(
      [release.archive, release.scenario, from.archive].map((key) => this.sumOf(key)),
    );
    return { Sha256: Sha256 ?? "", RecordSha256: RecordSha256 ?? "", FromSha256: FromSha256 ?? "", ...parameters };
  }

  async call(service: string, api: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
    const name = `${service}:${api}`;
    this.calls.push({ name, input });
    const send = this.#api[name];
    if (!send) throw new Error(`${name} is no call that documents make`);
    // The emulated AWS takes more than AWS, and an SDK leaves out what it does not know: Automation refuses it.
    const { input: asked, output: told } = modelOf(service).operations[api] ?? {};
    const faults = asked ? faultsOf(modelOf(service), asked.shape, input, name) : [`${name}: no operation of AWS`];
    if (faults.length > 0) throw new Error(faults.join("; "));
    const answer = await send(JSON.stringify(input));
    // moto's own answers are as it gives them; ours are AWS's.
    if (told && name === agents) faults.push(...faultsOf(modelOf(service), told.shape, answer, name));
    if (faults.length > 0) throw new Error(faults.join("; "));
    return answer;
  }

  /** States of the instances that an execution has started. */
  async instances(token: string): Promise<(string | undefined)[]> {
    const { Reservations: all = [] } = await this.#ec2.send(new DescribeInstancesCommand({}));
    const made = all.flatMap(({ Instances = [] }) => Instances);
    return made.filter(({ ClientToken }) => ClientToken === token).map(({ State }) => State?.Name);
  }

  /** Identifiers of the databases that are there. */
  async databases(): Promise<(string | undefined)[]> {
    const { DBInstances: found = [] } = await this.#rds.send(new DescribeDBInstancesCommand({}));
    return found.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier);
  }

  async #makeTemplate(): Promise<string[]> {
    const { Subnets: subnets = [] } = await this.#ec2.send(new DescribeSubnetsCommand({}));
    const [first] = subnets;
    if (!first?.VpcId) throw new Error("the account has no default VPC");
    const group = await this.#ec2.send(new CreateSecurityGroupCommand({ GroupName: "copy", Description: "copy", VpcId: first.VpcId }));
    const template = await this.#ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: "builder",
        LaunchTemplateData: { ImageId: "ami-12345678", InstanceType: "t4g.small" },
      }),
    );
    this.securityGroupId = group.GroupId ?? "";
    this.launchTemplateId = template.LaunchTemplate?.LaunchTemplateId ?? "";
    return subnets.flatMap(({ SubnetId }) => SubnetId ?? []).slice(0, 2);
  }

  async #makeDatabase(SubnetIds: string[]): Promise<void> {
    const name = "shop-staging-copy";
    const group = { DBParameterGroupName: name, DBParameterGroupFamily: "mysql8.4", Description: "copy" };
    await this.#rds.send(new CreateDBSubnetGroupCommand({ DBSubnetGroupName: name, DBSubnetGroupDescription: "data", SubnetIds }));
    await this.#rds.send(new CreateDBParameterGroupCommand(group));
    await this.#rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "shop-staging-database",
        DBInstanceClass: "db.t4g.medium",
        Engine: "mysql",
        MasterUsername: "xcart_admin",
        MasterUserPassword: "not-a-secret",
        AllocatedStorage: 20,
      }),
    );
  }
}
