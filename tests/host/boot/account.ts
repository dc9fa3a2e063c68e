import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { AutoScalingClient, CreateAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { CreateLaunchTemplateCommand, EC2Client, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { stateParameter, storeState } from "../../../domain/contracts/store-state.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import type { Answers } from "../../support/aws/stub.ts";
import { stubbedAws } from "../../support/aws/stubbed.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { awsCli } from "../../support/emulators/aws-cli.ts";

const run = promisify(execFile);

/** What a node finds in AWS. */
export interface Found {
  readonly stack: string;
  readonly region: string;
  readonly bucket: string;
  /** What lies in the bucket, by its key. */
  readonly objects: Readonly<Record<string, Buffer>>;
  /** What the parameter `/<stack>/node` says. */
  readonly values: string;
}

/** An emulated account in which a node starts. */
export interface Account {
  readonly aws: EmulatedAws;
  /** The AWS CLI. */
  readonly cli: string;
  readonly instance: string;
  readonly group: string;
  /** Ends of waits that auto scaling took since the last {@link wait}, in order: `launching CONTINUE`. */
  readonly ended: string[];
  /** Auto scaling waits for the node once more: for the next one, which a test plays on the same. */
  wait(): void;
  /** Operations that the node may not call, such as `secretsmanager:GetSecretValue`. */
  readonly denied: Set<string>;
  /** Says whether shoppers are let in. */
  door(state: string): Promise<void>;
  /** Puts an object in the place of another. */
  put(key: string, bytes: Buffer | string): Promise<void>;
  stop(): Promise<void>;
}

/** An account with what `pulumi up` leaves behind, and a group that has started a node. `folder` is for the command. */
export async function account(folder: string, found: Found, given?: EmulatedAws): Promise<Account> {
  const aws = given ?? (await emulatedAws());
  const client = { ...aws.client, region: found.region };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: found.bucket }));
  const put = async (Key: string, Body: Buffer | string) => void (await s3.send(new PutObjectCommand({ Bucket: found.bucket, Key, Body })));
  for (const [key, bytes] of Object.entries(found.objects)) await put(key, bytes);
  const parameter = { Name: `/${found.stack}/node`, Type: "SecureString", Value: found.values, Overwrite: true } as const;
  const ssm = new SSMClient(client);
  await ssm.send(new PutParameterCommand(parameter));
  const door = async (Value: string, Overwrite = true) => {
    await ssm.send(new PutParameterCommand({ Name: stateParameter(found.stack, "door"), Type: "String", Value, Overwrite }));
  };
  // Pulumi never changes what it says; a node of the same store may be here already.
  await door(storeState.door.initial, false).catch(unlessThere("ParameterAlreadyExists"));

  const group = `${found.stack}-web-${randomUUID().slice(0, 7)}`;
  const instance = await startNode(client, group);
  const waits = new Set<string>();
  const ended: string[] = [];
  const wait = () => {
    ended.length = 0;
    for (const hook of ["launching", "terminating"]) waits.add(hook);
  };
  wait();
  const denied = new Set<string>();
  const stub = await stubbedAws({ ...lifecycle({ group, instance, waits, ended }), ...refusals(denied) }, aws.endpoint);
  const cli = await awsCli(`${folder}/cli`, aws, stub.endpoint);
  await run(cli, ["logs", "create-log-group", "--log-group-name", `/${found.stack}/web`, "--region", found.region]).catch(
    unlessThere("ResourceAlreadyExistsException"),
  );
  return { aws, cli, instance, group, ended, wait, denied, door, put, stop: stub.stop };
}

const unlessThere = (code: string) => (error: unknown) => {
  if (!String(error).includes(code)) throw error;
};

/** Starts one node as auto scaling does; returns its id. */
async function startNode(client: EC2ClientConfig & { readonly region: string }, AutoScalingGroupName: string): Promise<string> {
  const LaunchTemplateData = { ImageId: "ami-12345678", InstanceType: "t4g.small" } as const;
  await new EC2Client(client).send(new CreateLaunchTemplateCommand({ LaunchTemplateName: AutoScalingGroupName, LaunchTemplateData }));
  const scaling = new AutoScalingClient(client);
  const LaunchTemplate = { LaunchTemplateName: AutoScalingGroupName, Version: "$Latest" };
  const size = { MinSize: 1, MaxSize: 1, DesiredCapacity: 1, AvailabilityZones: [`${client.region}a`] };
  await scaling.send(new CreateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate, ...size }));
  const { AutoScalingGroups: [made] = [] } = await scaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] }),
  );
  const id = made?.Instances?.[0]?.InstanceId;
  if (!id) throw new Error("the group started no node");
  return id;
}

/** moto judges no policies: what a role is denied is said as AWS says it. */
const refusals = (denied: ReadonlySet<string>): Answers =>
  Object.fromEntries(
    ["ssm:GetParameter", "secretsmanager:GetSecretValue"].map((name) => [
      name,
      () => {
        if (!denied.has(name)) return undefined;
        throw new Refusal("AccessDeniedException", `User: node is not authorized to perform: ${name} on resource: it`);
      },
    ]),
  );

/** What moto lacks: auto scaling's waits, which end once each, for the node and group that they are of. */
const lifecycle = (of: Pick<Account, "group" | "instance" | "ended"> & { readonly waits: Set<string> }): Answers => ({
  "autoscaling:CompleteLifecycleAction": (asked) => {
    const { AutoScalingGroupName: group, InstanceId: id, LifecycleHookName: hook, LifecycleActionResult: result } = asked;
    if (group !== of.group) throw new Refusal("ValidationError", `AutoScalingGroup name not found - AutoScalingGroup: ${group} not found`);
    if (result !== "CONTINUE" && result !== "ABANDON")
      throw new Refusal("ValidationError", "Lifecycle Action Result must be one of [CONTINUE, ABANDON]");
    if (id !== of.instance || !of.waits.delete(String(hook)))
      throw new Refusal("ValidationError", `No active Lifecycle Action found with instance ID ${id}`);
    of.ended.push(`${hook} ${result}`);
    return {};
  },
});
