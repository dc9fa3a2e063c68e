import { createReadStream } from "node:fs";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { releaseKeys, releasesPrefix } from "../../components/xcart-release/automation.ts";
import { fault } from "../../stacks/settings/faults.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { awsCalls } from "../aws/calls.ts";
import { UserError } from "../offline/faults.ts";
import { descriptionOf, parseDescription, type ReleaseDescription } from "./description.ts";

/** The releases of a store, in their bucket. */
export interface Bucket {
  readonly s3: S3Client;
  readonly name: string;
}

/** Calls about releases, whose faults are for people. */
export const { tell, ask } = awsCalls({ may: "read and write the store's releases" });

/** Silences the SDK, whose warnings are in the sentence of the fault. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The bucket of a store's releases: as Pulumi named it, or as `--bucket` says. */
export function bucketOf({ stack, region, accountId }: StoreSettings, name: string | undefined): Bucket {
  if (name !== undefined && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name))
    throw new UserError(fault("--bucket", name, `a bucket's name such as ${stack}-releases-123456789012`));
  // An emulated S3 has no host for each bucket.
  const s3 = new S3Client({ region, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined, logger: silent });
  if (name !== undefined) return { s3, name };
  if (accountId === undefined)
    throw new UserError(`--bucket: missing; expected the stack output releasesBucket (or accountId in the settings of ${stack})`);
  return { s3, name: `${stack}-releases-${accountId}` };
}

/** A release in the bucket; without a description it is not whole. */
export interface StoredRelease {
  readonly release: string;
  readonly description?: ReleaseDescription;
}

/** All releases in the bucket, in the order of S3. */
export async function listReleases({ s3, name }: Bucket): Promise<StoredRelease[]> {
  const keys = await tell(`bucket ${name}`, async () => {
    const found: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: name, Prefix: releasesPrefix }))
      for (const { Key = "" } of Contents) found.push(Key);
    return found;
  });
  const names = [...new Set(keys.map((key) => key.split("/")[1] ?? ""))].filter(Boolean);
  return await Promise.all(
    names.map(async (release) => {
      if (!keys.includes(releaseKeys(release).description)) return { release };
      return { release, description: await describe({ s3, name }, release) };
    }),
  );
}

async function describe({ s3, name }: Bucket, release: string): Promise<ReleaseDescription> {
  const where = `${name}/${releaseKeys(release).description}`;
  const text = await tell(where, async () => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key: releaseKeys(release).description }));
    return (await Body?.transformToString()) ?? "";
  });
  return parseDescription(where, text);
}

/** A release that is in the bucket and whole, which S3's own checksum of the archive says; a UserError where it is not. */
export async function expectWhole(bucket: Bucket, release: string): Promise<ReleaseDescription> {
  const found = await listReleases(bucket);
  const mine = found.find((each) => each.release === release);
  const whole = found.flatMap(({ release, description }) => (description ? [release] : []));
  if (!mine?.description) {
    const others = whole.length > 0 ? `one of those in the bucket: ${whole.join(", ")}` : "a release that is in the bucket, which has none";
    throw new UserError(`VERSION: got "${release}"${mine ? ", of which the bucket has only a part" : ""}, expected ${others}`);
  }
  const { sha256, bytes } = mine.description;
  const archive = await headOf(bucket, releaseKeys(release).archive);
  const sum = archive?.ChecksumType === "COMPOSITE" ? undefined : archive?.ChecksumSHA256;
  if (archive?.ContentLength !== bytes || (sum !== undefined && sum !== base64(sha256)))
    throw new UserError(
      `${release}: got an archive that does not match its description, expected one that does; upload the release under another number`,
    );
  return mine.description;
}

/** A checksum as S3 has it. */
export const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

/** S3's headers of an object; undefined where there is none. */
export async function headOf({ s3, name }: Bucket, key: string) {
  return await tell(`${name}/${key}`, () =>
    s3.send(new HeadObjectCommand({ Bucket: name, Key: key, ChecksumMode: "ENABLED" })).catch((error: unknown) => {
      if (error instanceof Error && error.name === "NotFound") return undefined;
      throw error;
    }),
  );
}

/**
 * Uploads a release: the archive, then its description, each only where nothing is yet. S3 compares the archive with its checksum.
 * After a killed run the next one goes on where that stopped.
 */
export async function uploadRelease(bucket: Bucket, file: string, description: ReleaseDescription): Promise<void> {
  const { archive, description: key } = releaseKeys(description.release);
  const ChecksumSHA256 = base64(description.sha256);
  const there = await headOf(bucket, archive);
  const taken = there
    ? there.ChecksumSHA256 !== ChecksumSHA256
    : !(await put(bucket, archive, {
        Body: createReadStream(file),
        ContentLength: description.bytes,
        ChecksumAlgorithm: "SHA256",
        ChecksumSHA256,
      }));
  const text = `${JSON.stringify(description, undefined, 2)}\n`;
  if (taken || !(await put(bucket, key, { Body: text, ChecksumAlgorithm: "SHA256" })))
    throw new UserError(
      `${descriptionOf(file)}: got release ${description.release}, which is in the bucket already, expected a new number: a release never changes`,
    );
}

/** Writes an object where none is yet; false where there is one. */
export async function put({ s3, name }: Bucket, key: string, content: Omit<PutObjectCommandInput, "Bucket" | "Key">): Promise<boolean> {
  return await tell(`${name}/${key}`, async () => {
    try {
      await s3.send(new PutObjectCommand({ ...content, Bucket: name, Key: key, IfNoneMatch: "*" }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "PreconditionFailed") return false;
      throw error;
    }
  });
}
