import { DescribeRecoveryPointCommand } from "@aws-sdk/client-backup";
import type { RestoreJob } from "../job.ts";
import type { Examination, Tools } from "../tools.ts";
import { type Comparison, compareListings, type Some } from "./compare.ts";
import { type ContentFacts, compareContents } from "./contents.ts";
import { type Around, objectsAt, objectsOf } from "./versions.ts";

/** Compares a restored bucket with what its source had at that time: every name and size, and the bytes of a sample. */
export async function examineBucket(job: RestoreJob, tools: Tools): Promise<Examination> {
  const { s3, deadline, settings } = tools;
  const owner = { ExpectedBucketOwner: settings.evidence.accountId };
  const [source, copy] = [job.sourceArn, job.createdArn].map((arn) => ({ ...owner, Bucket: bucketOf(arn) }));
  if (!source || !copy) throw new Error(`restore job ${job.id}: no buckets`);
  const around = await timeOf(job, tools);
  const listings = [objectsAt(s3, source, around), objectsOf(s3, copy)] as const;
  const found = await compareListings(...listings, { seed: job.id, deadline });
  const contents = await compareContents(s3, source, copy, found.sample, deadline);
  const { sample, ...numbers } = found;
  return {
    ...accountOf(found, contents),
    reasons: [...listingFaults(found), ...contents.faults],
    measured: { ...numbers, sampled: sample.length, equal: contents.equal, sampledBytes: contents.bytes },
  };
}

function bucketOf(arn: string | undefined): string {
  // arn:aws:s3:::<bucket>
  const name = arn?.split(":").at(5);
  if (!name) throw new Error(`${arn ?? "nothing"}: expected the ARN of a bucket`);
  return name;
}

/** Clocks, and the minutes within which continuous backups follow (docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html). */
const slack = 15 * 60_000;

/** A snapshot of a bucket is taken while shoppers go on: an object in it is of some time between its start and its end. */
async function timeOf({ recoveryPointArn, restoredTime, vaultArn }: RestoreJob, { backup }: Tools): Promise<Around> {
  const BackupVaultName = vaultArn?.split(":").at(6);
  const point = { BackupVaultName, RecoveryPointArn: recoveryPointArn };
  const { CreationDate, CompletionDate } = await backup.send(new DescribeRecoveryPointCommand(point));
  const isSnapshot = CreationDate?.getTime() === restoredTime.getTime();
  const end = isSnapshot && CompletionDate ? CompletionDate : restoredTime;
  return { from: new Date(restoredTime.getTime() - slack), to: new Date(end.getTime() + slack) };
}

function listingFaults({ missing, different, same, whole }: Comparison): string[] {
  const nothing = same === 0 && !whole ? ["objects: none was compared, no time was left"] : [];
  return [
    ...nothing,
    ...some(missing, "missing, expected what the source had then"),
    ...some(different, "of another size than the source had then"),
  ];
}

const some = ({ count, examples }: Some, what: string): string[] =>
  count === 0 ? [] : [`objects: ${count} ${what}: ${examples.join(", ")}${count > examples.length ? " …" : ""}`];

function accountOf(
  { same, moving, whole, sample }: Comparison,
  { equal, bytes }: ContentFacts,
): Pick<Examination, "lookedAt" | "notLookedAt"> {
  return {
    lookedAt: [
      `names and sizes of ${same} objects against the source's versions of that time`,
      `the contents of ${equal} of them (of large ones the first 64 MiB): ${bytes} bytes`,
    ],
    notLookedAt: [
      ...(whole ? [] : ["names that come later: no time was left"]),
      ...(moving > 0 ? [`${moving} objects that changed while the copy was made`] : []),
      ...(same > sample.length ? [`the contents of the other ${same - sample.length} objects`] : []),
      ...(same === 0 ? ["contents: the source had no object then, as far as was looked at"] : []),
      "metadata and tags of objects",
    ],
  };
}
