import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { EC2Client } from "@aws-sdk/client-ec2";
import { DescribeDBInstancesCommand, DescribePendingMaintenanceActionsCommand, RDSClient } from "@aws-sdk/client-rds";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, paginateDescribeInstancePatchStatesForPatchGroup, SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import { patchResults } from "../../domain/contracts/patch-window.ts";
import { newestImageParameter, patchGroupTag, patchParameters, recordsPrefix } from "../../domain/defaults/patching.ts";
import { judgeImage } from "../../domain/images.ts";
import { imageFacts } from "../../functions/patch-window/aws/images.ts";
import { inService } from "../../functions/patch-window/aws/nodes.ts";
import { stateIn } from "../../functions/patch-window/aws/world.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import type { PatchFacts } from "./facts.ts";
import type { DatabaseVersion, NodePatches, Observed, ShownRecord } from "./observed.ts";

/** The clients of what is asked; they follow the SDK's standard environment. */
export interface Clients {
  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
  readonly rds: RDSClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
}

/** Clients of a Region. `endpoint` is for tests. */
export const createClients = (region: string, endpoint?: string): Clients => {
  const options = { region, ...(endpoint !== undefined && { endpoint }) };
  return {
    autoScaling: new AutoScalingClient(options),
    ec2: new EC2Client(options),
    rds: new RDSClient(options),
    s3: new S3Client({ ...options, forcePathStyle: endpoint !== undefined }),
    ssm: new SSMClient(options),
  };
};

/** Number of records that are shown. */
const RECORDS = 8;

const patchRecord = z.object({
  windowStart: z.string(),
  result: z.enum(patchResults),
  why: z.string(),
  emergency: z.string().optional(),
  backupJobs: z.array(z.string()),
});

/** Whether there are credentials at all: AWS is not asked without. */
export async function hasCredentials({ ssm }: Clients): Promise<boolean> {
  return await ssm.config.credentials().then(
    () => true,
    () => false,
  );
}

/** Asks a question; where it is not answered, notes why and goes on with undefined. */
type Ask = <T>(what: string, question: () => Promise<T>) => Promise<T | undefined>;

/** An error in one line. */
const sentence = (error: unknown) => (error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error)).replaceAll(/\s*\n\s*/g, " ");

/** Reads what AWS knows. Throws where the credentials belong to another account than the settings name: its evidence would be worthless. */
export async function observe(facts: PatchFacts, clients: Clients): Promise<Observed> {
  const gaps: string[] = [];
  const ask: Ask = async (what, question) => {
    try {
      return await question();
    } catch (error) {
      if (error instanceof UserError) throw error;
      gaps.push(`${what}: ${sentence(error)}`);
      return undefined;
    }
  };
  const { pinnedImage } = facts;
  const parameter = pinnedImage === undefined ? await ask("the image", () => imageParameter(facts, clients)) : undefined;
  const imageId = pinnedImage ?? parameter?.Value;
  const accountId = parameter?.ARN?.split(":")[4] ?? facts.accountId;
  const [image, state, nodes, records, database] = await Promise.all([
    imageId === undefined ? undefined : ask("whose the image is", () => imageOf(clients, imageId)),
    ask("the function's state", () => stateIn(clients.ssm, patchParameters.state(facts.stack), new Date())),
    ask("the nodes' patches", () => nodePatches(clients, facts.stack)),
    ask("the records", () => lastRecords(clients, facts, accountId)),
    ask("the database", () => databaseVersion(clients, `${facts.stack}-database`, ask)),
  ]);
  return { accountId, image, patched: state?.patched, inVain: state?.inVain ?? 0, nodes, records, database, gaps };
}

async function imageParameter({ stack, accountId }: PatchFacts, { ssm }: Clients) {
  const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: patchParameters.image(stack) }));
  const account = parameter?.ARN?.split(":")[4];
  if (accountId && account && account !== accountId)
    throw new UserError(`accountId: got credentials for account ${account}, expected ${accountId}, as the settings of ${stack} say`);
  return parameter;
}

async function imageOf({ ssm, ec2 }: Clients, id: string) {
  const { Parameter: newest } = await ssm.send(new GetParameterCommand({ Name: newestImageParameter }));
  const facts = await imageFacts(ec2, id);
  const verdict = judgeImage(id, facts);
  const foreign = "why" in verdict ? { foreign: verdict.why } : {};
  return { id, newest: newest?.Value ?? "unknown", published: facts?.created?.toISOString(), ...foreign };
}

/** Missing patches of the nodes, found by their tag, since Patch Manager does not list nodes that it has never scanned. */
async function nodePatches({ ssm: client, autoScaling }: Clients, PatchGroup: string): Promise<NodePatches[]> {
  const nodes: NodePatches[] = [];
  for await (const { InstancePatchStates = [] } of paginateDescribeInstancePatchStatesForPatchGroup({ client }, { PatchGroup }))
    for (const node of InstancePatchStates)
      nodes.push({
        id: node.InstanceId ?? "",
        missing: node.MissingCount ?? 0,
        failed: node.FailedCount ?? 0,
        waiting: node.InstalledPendingRebootCount ?? 0,
        scanned: node.OperationEndTime?.toISOString(),
      });
  const serving = await servingNodes(autoScaling, PatchGroup);
  const never = serving.filter((id) => !nodes.some((node) => node.id === id));
  nodes.push(...never.map((id) => ({ id, missing: 0, failed: 0, waiting: 0 })));
  return nodes.sort((a, b) => a.id.localeCompare(b.id));
}

/** The nodes in service of the group that carries a stack's tag of patches. */
async function servingNodes(client: AutoScalingClient, stack: string): Promise<string[]> {
  const tagged = { Filters: [{ Name: `tag:${patchGroupTag}`, Values: [stack] }] };
  const { AutoScalingGroups = [] } = await client.send(new DescribeAutoScalingGroupsCommand(tagged));
  const names = AutoScalingGroups.flatMap(({ AutoScalingGroupName: name }) => name ?? []);
  return (await Promise.all(names.map((name) => inService(client, name)))).flat();
}

async function lastRecords({ s3: client }: Clients, facts: PatchFacts, accountId: string | undefined): Promise<ShownRecord[]> {
  if (accountId === undefined) throw new Error("the account's number, which is in the bucket's name, is not known");
  const Bucket = facts.recordsBucket(accountId);
  const keys: string[] = [];
  const Prefix = `${recordsPrefix}${facts.stack}/`;
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  const last = keys.sort().reverse().slice(0, RECORDS);
  return await Promise.all(last.map((Key) => readRecord(client, Bucket, Key)));
}

async function readRecord(client: S3Client, Bucket: string, Key: string): Promise<ShownRecord> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  const { backupJobs, ...record } = patchRecord.parse(JSON.parse((await Body?.transformToString()) ?? ""));
  return { ...record, backups: backupJobs.length };
}

async function databaseVersion({ rds }: Clients, DBInstanceIdentifier: string, ask: Ask): Promise<DatabaseVersion> {
  const { DBInstances: [instance] = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
  if (!instance) throw new Error(`${DBInstanceIdentifier} does not exist`);
  const arn = instance.DBInstanceArn ?? "";
  return {
    engine: instance.Engine ?? "",
    version: instance.EngineVersion ?? "",
    minorVersions: instance.AutoMinorVersionUpgrade === true,
    authority: instance.CACertificateIdentifier,
    certificateUntil: instance.CertificateDetails?.ValidTill?.toISOString(),
    pending: (await ask("what waits for the database's service window", () => pendingActions(rds, arn))) ?? [],
  };
}

async function pendingActions(rds: RDSClient, ResourceIdentifier: string): Promise<string[]> {
  const { PendingMaintenanceActions = [] } = await rds.send(new DescribePendingMaintenanceActionsCommand({ ResourceIdentifier }));
  const pending = PendingMaintenanceActions.flatMap(({ PendingMaintenanceActionDetails = [] }) => PendingMaintenanceActionDetails);
  return pending.map(({ Action = "", Description = "" }) => [Action, Description].filter(Boolean).join(": "));
}
