import { createHash } from "node:crypto";
import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { RestoreTargets } from "../../domain/contracts/restore-validation.ts";
import { isRecord } from "../../domain/values.ts";
import type { RestoreJob } from "./job.ts";
import type { Times } from "./targets.ts";
import type { Examination, Tools } from "./tools.ts";

/** Evidence of a drill: one JSON for each restore job. Times are ISO 8601. */
export interface DrillEvidence extends Examination {
  /** Version of this form. */
  readonly version: 1;
  readonly stack: string;
  readonly time: string;
  readonly result: "SUCCESSFUL" | "FAILED";
  readonly job: {
    readonly id: string;
    readonly type: string;
    readonly status: string;
    readonly planArn?: string;
    readonly createdArn?: string;
    readonly sourceArn?: string;
    readonly recoveryPointArn?: string;
    readonly vaultArn?: string;
    readonly created: string;
    readonly completed?: string;
    /** The time that the restored data is of. */
    readonly restoredTime: string;
  };
  readonly times: Times;
  readonly targets?: RestoreTargets;
  /** The previous successful drill with which it was compared. */
  readonly comparedWith?: { readonly key: string; readonly sha256: string };
  /** The program that validated. */
  readonly validator: { readonly functionVersion: string; readonly node: string };
  /** Checksum of this JSON without `sha256`, byte by byte: `jq -cj 'del(.sha256)' FILE | sha256sum`. */
  readonly sha256: string;
}

/** An earlier drill. */
export interface Before {
  readonly key: string;
  readonly sha256: string;
  readonly restoredTime: string;
  readonly measured: Readonly<Record<string, unknown>>;
}

/** Below which the evidence of a type lies, names in the order of time. */
export const evidenceFolder = (stack: string, type: string): string => `restore-tests/${stack}/${type}/`;

/** Key of a job's evidence, by the job's start, so that an event that arrives twice finds the first one's evidence. */
export function evidenceKey(stack: string, { type, created, id }: Pick<RestoreJob, "type" | "created" | "id">): string {
  return `${evidenceFolder(stack, type)}${created.toISOString().slice(0, 19).replaceAll(":", "-")}Z-${id}.json`;
}

/** Seals evidence with its own hash. */
export function sealed(evidence: Omit<DrillEvidence, "sha256">): DrillEvidence {
  return { ...evidence, sha256: hash(JSON.stringify(evidence)) };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Writes evidence; false when the job has some already. */
export async function writeEvidence({ s3, settings }: Tools, key: string, evidence: DrillEvidence): Promise<boolean> {
  const { bucket: Bucket, accountId: ExpectedBucketOwner } = settings.evidence;
  const object = { Bucket, ExpectedBucketOwner, Key: key, Body: JSON.stringify(evidence), ContentType: "application/json" };
  try {
    await s3.send(new PutObjectCommand({ ...object, IfNoneMatch: "*", ChecksumAlgorithm: "SHA256" }));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return false;
    throw error;
  }
}

/** Evidence as it was read back, of any origin: what is not there is undefined. */
export interface ReadEvidence {
  readonly result?: "SUCCESSFUL" | "FAILED";
  readonly reasons: readonly string[];
  readonly lookedAt: readonly string[];
  readonly sourceArn?: unknown;
  readonly before: Before;
}

/** A job's evidence, if there is any whose hash is right. */
export async function readEvidence({ s3, settings }: Tools, key: string): Promise<ReadEvidence | undefined> {
  const { bucket: Bucket, accountId: ExpectedBucketOwner } = settings.evidence;
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, ExpectedBucketOwner, Key: key }));
    const parsed: unknown = JSON.parse((await Body?.transformToString()) ?? "");
    return isRecord(parsed) ? opened(key, parsed) : undefined;
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function opened(key: string, { sha256, ...rest }: Readonly<Record<string, unknown>>): ReadEvidence | undefined {
  const { job, measured, result } = rest;
  if (typeof sha256 !== "string" || hash(JSON.stringify(rest)) !== sha256 || !isRecord(job) || !isRecord(measured)) return undefined;
  return {
    result: result === "SUCCESSFUL" || result === "FAILED" ? result : undefined,
    reasons: texts(rest.reasons),
    lookedAt: texts(rest.lookedAt),
    sourceArn: job.sourceArn,
    before: { key, sha256, restoredTime: String(job.restoredTime), measured },
  };
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Maximum earlier drills that are opened in search of one. */
const searched = 12;

/**
 * The newest good drill of the same source whose data is not newer than this job's: with an older recovery point, fewer rows are
 * no loss.
 */
export async function drillBefore(tools: Tools, job: RestoreJob): Promise<Before | undefined> {
  const own = evidenceKey(tools.settings.stack, job);
  for (const key of await newestEvidence(tools.s3, tools.settings.evidence, evidenceFolder(tools.settings.stack, job.type), own)) {
    const evidence = await readEvidence(tools, key);
    if (evidence?.result !== "SUCCESSFUL" || evidence.sourceArn !== job.sourceArn) continue;
    if (new Date(evidence.before.restoredTime) <= job.restoredTime) return evidence.before;
  }
  return undefined;
}

/** Keys of the evidence in a folder, the newest first, of which twelve at most are worth opening; `before` a key, where one is given. */
export async function newestEvidence(
  s3: S3Client,
  { bucket: Bucket, accountId: ExpectedBucketOwner }: Tools["settings"]["evidence"],
  Prefix: string,
  before?: string,
): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, ExpectedBucketOwner, Prefix }))
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  // Keys begin with the time.
  const earlier = before === undefined ? keys : keys.filter((key) => key < before);
  return earlier.slice(-searched).reverse();
}
