import {
  type DeleteMarkerEntry,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";

/** A bucket, and the account that it has to belong to. */
export interface Place {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

/** One object of a restored bucket. */
export interface RestoredObject {
  readonly key: string;
  readonly size: number;
}

/** A key's object in the source at a time. */
export interface PastObject {
  readonly key: string;
  /** Nothing when the key had no object then. */
  readonly version?: { readonly id: string; readonly size: number };
  /** Whether the key was left alone around that time, so that the copy must have just this. */
  readonly certain: boolean;
}

/** The time that a copy is of: it was read some time between. */
export interface Around {
  readonly from: Date;
  readonly to: Date;
}

/** The objects of a bucket in the order of their keys' bytes. */
export async function* objectsOf(s3: S3Client, place: Place): AsyncGenerator<RestoredObject> {
  // Encoded, as a key may have characters that XML has not.
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { ...place, EncodingType: "url" }))
    for (const { Key, Size = 0 } of Contents) if (Key !== undefined) yield { key: decoded(Key), size: Size };
}

/** Objects of a versioned bucket at a time, in the order of their keys' bytes. */
export async function* objectsAt(s3: S3Client, place: Place, around: Around): AsyncGenerator<PastObject> {
  let current: Entry[] = [];
  for await (const entry of entriesOf(s3, place)) {
    if (current[0] && current[0].key !== entry.key) {
      yield pastObject(current, around);
      current = [];
    }
    current.push(entry);
  }
  if (current[0]) yield pastObject(current, around);
}

/** A version or a delete marker. */
interface Entry {
  readonly key: string;
  readonly time: Date;
  /** Whether it is what the key is now. */
  readonly latest: boolean;
  readonly version?: { readonly id: string; readonly size: number };
  /** AWS Backup cannot read it: storage classes that have to be thawed first. */
  readonly frozen: boolean;
}

function pastObject(entries: readonly Entry[], { from, to }: Around): PastObject {
  const newestFirst = entries.toSorted(
    (one, other) => other.time.getTime() - one.time.getTime() || Number(other.latest) - Number(one.latest),
  );
  const past = newestFirst.filter(({ time }) => time <= from);
  const then = past[0];
  const touched = entries.some(({ time }) => time > from && time <= to);
  return { key: entries[0]?.key ?? "", version: then?.frozen ? undefined : then?.version, certain: !touched && !isTie(past) };
}

/** S3 lists whole seconds, and deletions apart: of two in one second only the latest of all is known to be the later one. */
function isTie([then, ...older]: readonly Entry[]): boolean {
  if (!then || then.latest) return false;
  return older.some(
    ({ time, version }) => time.getTime() === then.time.getTime() && (version === undefined) !== (then.version === undefined),
  );
}

async function* entriesOf(s3: S3Client, place: Place): AsyncGenerator<Entry> {
  let next: Pick<ListObjectVersionsCommandOutput, "NextKeyMarker" | "NextVersionIdMarker"> = {};
  do {
    const KeyMarker = next.NextKeyMarker === undefined ? undefined : decoded(next.NextKeyMarker);
    const markers = { KeyMarker, VersionIdMarker: next.NextVersionIdMarker };
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ ...place, ...markers, EncodingType: "url" }),
    );
    yield* entriesOn(page);
    next = page.IsTruncated ? page : {};
  } while (next.NextKeyMarker !== undefined);
}

const frozenClasses = ["GLACIER", "DEEP_ARCHIVE"];

/** Versions and delete markers come as two lists. */
function entriesOn({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput): Entry[] {
  const versions = Versions.map(({ VersionId = "null", Size = 0, StorageClass = "STANDARD", ...entry }) => ({
    ...common(entry),
    version: { id: VersionId, size: Size },
    frozen: frozenClasses.includes(StorageClass),
  }));
  const markers = DeleteMarkers.map((entry) => ({ ...common(entry), frozen: false }));
  return [...versions, ...markers].sort((one, other) => compareKeys(one.key, other.key));
}

const common = ({ Key = "", LastModified = new Date(0), IsLatest = false }: DeleteMarkerEntry) => ({
  key: decoded(Key),
  time: LastModified,
  latest: IsLatest,
});

const decoded = (key: string): string => decodeURIComponent(key.replaceAll("+", " "));

/** S3 lists keys by their UTF-8 bytes, JavaScript compares UTF-16. */
export const compareKeys = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
