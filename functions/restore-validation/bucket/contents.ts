import { createHash } from "node:crypto";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { isRecord } from "../../../domain/values.ts";
import { messageOf } from "../../errors.ts";
import type { Pair } from "./compare.ts";
import type { Place } from "./versions.ts";

/** Maximum bytes of an object that are read on either side, from its beginning. */
const maxBytes = 64 * 1024 ** 2;

/** Result of reading a sample on both sides. */
export interface ContentFacts {
  /** Objects whose bytes are the same. */
  readonly equal: number;
  readonly bytes: number;
  /** Sentences. */
  readonly faults: readonly string[];
}

/** Reads each object of a sample in the copy and in the source's version, as a stream, and compares SHA-256. */
export async function compareContents(
  s3: S3Client,
  source: Place,
  copy: Place,
  sample: readonly Pair[],
  deadline: number,
): Promise<ContentFacts> {
  const faults: string[] = [];
  let [equal, bytes] = [0, 0];
  for (const { key, versionId, size } of sample) {
    if (Date.now() > deadline) break;
    try {
      const [now, then] = await Promise.all([
        hashOf(s3, { ...copy, Key: key }, size),
        hashOf(s3, { ...source, Key: key, VersionId: versionId }, size),
      ]);
      if (now === then) equal += 1;
      else faults.push(`${key}: got other bytes than the source had`);
      bytes += Math.min(size, maxBytes);
    } catch (error) {
      faults.push(`${key}: cannot be read: ${messageOf(error)}`);
    }
  }
  return { equal, bytes, faults };
}

async function hashOf(s3: S3Client, object: Place & { readonly Key: string; readonly VersionId?: string }, size: number): Promise<string> {
  const Range = size > maxBytes ? `bytes=0-${maxBytes - 1}` : undefined;
  const { Body } = await s3.send(new GetObjectCommand({ ...object, Range }));
  const hash = createHash("sha256");
  if (!isStream(Body)) throw new Error("no stream in the answer");
  for await (const chunk of Body) hash.update(chunk);
  return hash.digest("hex");
}

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> => isRecord(body) && Symbol.asyncIterator in body;
