import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { BackupClient } from "@aws-sdk/client-backup";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EC2Client } from "@aws-sdk/client-ec2";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import type { PatchRequest } from "../../../domain/contracts/patch-window.ts";
import { stateParameter, storeState } from "../../../domain/contracts/store-state.ts";
import { unwrittenState } from "../../../domain/defaults/patching.ts";
import { type PatchState, readState } from "../state.ts";
import type { StagingWord, World } from "../world.ts";
import { describeBackups, startBackups } from "./backups.ts";
import { imageFacts } from "./images.ts";
import { firing, nodePatches, setEnabled } from "./nodes.ts";
import { readParameter, writeParameter } from "./parameters.ts";
import { writeRecord } from "./records.ts";
import { cancelRefresh, describeRefreshes, startRefresh } from "./refreshes.ts";

/** The clients of the services that the function calls; they follow the SDK's standard environment. */
export interface Clients {
  readonly autoScaling: AutoScalingClient;
  readonly backup: BackupClient;
  readonly cloudWatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
}

/** Clients with the same options. @default - the SDK's standard environment */
export const createClients = (options: { readonly endpoint?: string; readonly region?: string } = {}): Clients => ({
  autoScaling: new AutoScalingClient(options),
  backup: new BackupClient(options),
  cloudWatch: new CloudWatchClient(options),
  ec2: new EC2Client(options),
  s3: new S3Client({ ...options, forcePathStyle: options.endpoint !== undefined }),
  ssm: new SSMClient(options),
});

/** Parameter Store refuses what is no image. */
const image = { Type: "String", DataType: "aws:ec2:image" } as const;

/** The world as AWS has it. */
export function awsWorld(request: PatchRequest, clients: Clients, now: () => Date): World {
  const { autoScaling, backup, cloudWatch, ec2, s3, ssm } = clients;
  const { groupName, alarms, imageParameter } = request;
  const sealed = { Type: "SecureString", KeyId: request.stateKeyArn } as const;
  return {
    now,
    loadState: async () => await stateIn(ssm, request.stateParameter, now()),
    saveState: async (state) => await writeParameter(ssm, request.stateParameter, JSON.stringify(state), sealed),
    stagingState: async () => (request.stagingParameter ? await wordIn(ssm, request.stagingParameter, now()) : undefined),
    currentImage: async () => (imageParameter ? await required(ssm, imageParameter) : undefined),
    newestImage: async () => await required(ssm, request.newestParameter),
    image: async (id) => await imageFacts(ec2, id),
    setImage: async (id) => {
      if (imageParameter) await writeParameter(ssm, imageParameter, id, image);
    },
    door: async () => (await readParameter(ssm, stateParameter(request.stack, "door"))) ?? storeState.door.initial,
    startBackups: async (token) => await startBackups(backup, request, token),
    backups: async (ids) => await describeBackups(backup, ids),
    refreshes: async () => await describeRefreshes(autoScaling, groupName),
    startRefresh: async (stopping) => await startRefresh(autoScaling, groupName, stopping),
    cancelRefresh: async () => await cancelRefresh(autoScaling, groupName),
    firing: async () => await firing(cloudWatch, alarms),
    nodePatches: async (since) => await nodePatches({ ssm, autoScaling }, request, since),
    setInstalling: async (on) => await setEnabled(ssm, request.maintenanceWindowId, on),
    writeRecord: async (record) => await writeRecord(s3, request, record),
  };
}

/** The state that a parameter holds; undefined where there is none yet. */
export async function stateIn(ssm: SSMClient, name: string, now: Date): Promise<PatchState | undefined> {
  const text = await writtenIn(ssm, name);
  return text === undefined ? undefined : readState(text, now);
}

/** Reads another stack's parameter. A fault in it never ends this stack's window. */
async function wordIn(ssm: SSMClient, name: string, now: Date): Promise<StagingWord | undefined> {
  const text = await writtenIn(ssm, name);
  if (text === undefined) return undefined;
  try {
    return { state: readState(text, now) };
  } catch (error) {
    return { fault: sentenceOf(error) };
  }
}

/** The fault of a state, in one line; it may quote text that an attacker wrote. */
const sentenceOf = (error: unknown) =>
  (error instanceof z.ZodError ? z.prettifyError(error) : String(error)).replaceAll(/\s+/g, " ").slice(0, 200);

async function writtenIn(ssm: SSMClient, name: string): Promise<string | undefined> {
  const text = await readParameter(ssm, name);
  return text === unwrittenState ? undefined : text;
}

async function required(ssm: SSMClient, name: string): Promise<string> {
  const value = await readParameter(ssm, name);
  if (value === undefined) throw new Error(`SSM parameter ${name} is not there, expected an image's id in it`);
  return value;
}
