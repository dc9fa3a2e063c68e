import { createHash } from "node:crypto";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Visit } from "../../../domain/payment-page/seen.ts";
import type { Findings } from "./findings.ts";

/** Destination of evidence, which this function can neither read nor delete. */
export interface EvidencePlace {
  readonly s3: S3Client;
  readonly bucket: string;
  /** Ends with a slash. */
  readonly prefix: string;
}

interface Part {
  readonly name: string;
  readonly type: string;
  readonly body: Uint8Array | string;
}

/**
 * Writes what a run saw: a record of each, and with `whole` the pictures and requests of each visit too, whose hashes the record has.
 * Returns where, `s3://…`.
 */
export async function writeEvidence(
  place: EvidencePlace,
  run: { readonly at: Date; readonly visits: readonly Visit[]; readonly findings: Findings; readonly whole: boolean },
): Promise<string> {
  const { at, visits, findings, whole } = run;
  const folder = `${place.prefix}${at.toISOString().slice(0, 16).replace(/[-:]/g, "")}Z`;
  const parts = whole ? visits.flatMap(partsOf) : [];
  for (const part of parts) await put(place, folder, part);
  const hashes = Object.fromEntries(parts.map(({ name, body }) => [name, createHash("sha256").update(body).digest("hex")]));
  const record = { at: at.toISOString(), ...findings, visits: visits.map(({ seen }) => seen), sha256: hashes };
  await put(place, folder, { name: "run.json", type: "application/json", body: JSON.stringify(record) });
  return `s3://${place.bucket}/${folder}/`;
}

const partsOf = ({ evidence }: Visit, at: number): Part[] => [
  ...Object.entries(evidence.screenshots).map(([name, body]) => ({ name: `${at + 1}-${name}`, type: "image/png", body })),
  { name: `${at + 1}-requests.har`, type: "application/json", body: JSON.stringify(evidence.har) },
];

async function put({ s3, bucket }: EvidencePlace, folder: string, { name, type, body }: Part): Promise<void> {
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: `${folder}/${name}`, Body: body, ContentType: type, ChecksumAlgorithm: "SHA256" }),
  );
}
