import { DescribeFileSystemsCommand, type EFSClient, type FileSystemDescription } from "@aws-sdk/client-efs";
import type { Before } from "./evidence.ts";
import type { RestoreJob } from "./job.ts";
import type { Examination, NotYet, Tools } from "./tools.ts";

/** Numbers of a restored file system. */
export interface FileSystemFacts {
  readonly state: string;
  readonly encrypted: boolean;
  /** Bytes that EFS meters: data and metadata. */
  readonly bytes: number;
  /** Time at which EFS metered them. */
  readonly measured?: Date;
}

/**
 * Checks a restored file system from outside. A Lambda function mounts only file systems that existed when it was created, not one restored
 * later: only the size is checked, and no file is read. Not yet if EFS has not metered it since the restore.
 */
export async function examineFileSystem(job: RestoreJob, before: Before | undefined, tools: Tools): Promise<Examination | NotYet> {
  const found = await factsOf(tools.efs, job.createdArn);
  if (!found.measured || found.measured < (job.completed ?? job.created))
    return { notYet: "EFS has not measured the restored file system since the restore ended" };
  const expected = expectedBytes(job, before);
  return {
    lookedAt: [
      `the restored file system's size, ${found.bytes} bytes${expected ? `, against ${expected.bytes} bytes of ${expected.of}` : ""}`,
      "its state and encryption",
    ],
    notLookedAt: ["the files: none was opened, and their number is not known"],
    reasons: fileSystemFaults(found, expected),
    measured: { bytes: found.bytes, measuredAt: found.measured.toISOString() },
  };
}

async function factsOf(efs: EFSClient, arn: string | undefined): Promise<FileSystemFacts> {
  const FileSystemId = arn?.split("/").at(-1);
  if (!FileSystemId) throw new Error("the restore job names no file system");
  const { FileSystems } = await efs.send(new DescribeFileSystemsCommand({ FileSystemId }));
  const found: FileSystemDescription | undefined = FileSystems?.[0];
  if (!found) throw new Error(`${FileSystemId}: EFS does not know it`);
  const { LifeCycleState = "unknown", Encrypted = false, SizeInBytes } = found;
  return { state: LifeCycleState, encrypted: Encrypted, bytes: SizeInBytes?.Value ?? 0, measured: SizeInBytes?.Timestamp };
}

/** A size to compare with. */
export interface ExpectedBytes {
  readonly bytes: number;
  readonly of: string;
}

/** The recovery point's size; if AWS Backup does not give it, the size in the previous drill. */
function expectedBytes({ bytes }: Pick<RestoreJob, "bytes">, before: Before | undefined): ExpectedBytes | undefined {
  if (bytes) return { bytes, of: "the recovery point" };
  const then = before?.measured.bytes;
  return typeof then === "number" ? { bytes: then, of: "the drill before" } : undefined;
}

/** Share of the bytes, and bytes in any case, that may be missing: EFS meters metadata, AWS Backup counts it otherwise. */
const tolerance = { share: 0.1, bytes: 1024 ** 2 };

/** One sentence for each thing that is wrong with a restored file system. */
function fileSystemFaults({ state, encrypted, bytes }: FileSystemFacts, expected: ExpectedBytes | undefined): string[] {
  const min = expected && Math.floor(expected.bytes - Math.max(expected.bytes * tolerance.share, tolerance.bytes));
  return [
    ...(state === "available" ? [] : [`state: got ${state}, expected available`]),
    ...(encrypted ? [] : ["encryption: got none, expected an encrypted file system"]),
    ...(expected && min !== undefined && bytes < min
      ? [`size: got ${bytes} bytes, expected at least ${min}: ${expected.of} has ${expected.bytes}`]
      : []),
    ...(expected ? [] : ["size: nothing to compare it with, expected the recovery point's or an earlier drill's"]),
  ];
}
