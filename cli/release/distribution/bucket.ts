import { createReadStream } from "node:fs";
import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { distributionKeys, distributionsPrefix } from "../../../components/xcart-release/distribution.ts";
import { UserError } from "../../offline/faults.ts";
import { type Bucket, base64, headOf, put, tell } from "../bucket.ts";
import { jsonOf } from "../json.ts";
import { type DistributionDescription, distributionDescription } from "./description.ts";

/** A distribution in the bucket; without a description it is not whole. */
export interface StoredDistribution {
  readonly distribution: string;
  readonly description?: DistributionDescription;
}

/** All distributions in the bucket, in the order of S3. */
export async function listDistributions(bucket: Bucket): Promise<StoredDistribution[]> {
  const { s3, name } = bucket;
  const keys = await tell(`bucket ${name}`, async () => {
    const found: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: name, Prefix: distributionsPrefix }))
      for (const { Key = "" } of Contents) found.push(Key);
    return found;
  });
  const names = [...new Set(keys.map((key) => key.split("/")[1] ?? ""))].filter(Boolean);
  return await Promise.all(
    names.map(async (distribution) => {
      if (!keys.includes(distributionKeys(distribution).description)) return { distribution };
      return { distribution, description: await describe(bucket, distribution) };
    }),
  );
}

async function describe({ s3, name }: Bucket, distribution: string): Promise<DistributionDescription> {
  const { description: Key } = distributionKeys(distribution);
  const text = await tell(`${name}/${Key}`, async () =>
    (await s3.send(new GetObjectCommand({ Bucket: name, Key }))).Body?.transformToString(),
  );
  return jsonOf(distributionDescription, text ?? "", `${name}/${Key}`, "a distribution's description");
}

/**
 * Uploads a distribution: the archive, then its description, each only where nothing is yet. S3 compares the archive with its checksum.
 * The same archive again is accepted, so that an interrupted upload can be continued.
 */
export async function uploadDistribution(bucket: Bucket, file: string, description: DistributionDescription): Promise<void> {
  const { archive, description: key } = distributionKeys(description.distribution);
  const ChecksumSHA256 = base64(description.sha256);
  const there = await headOf(bucket, archive);
  const same = there
    ? there.ChecksumSHA256 === ChecksumSHA256
    : await put(bucket, archive, {
        Body: createReadStream(file),
        ContentLength: description.bytes,
        ChecksumAlgorithm: "SHA256",
        ChecksumSHA256,
      });
  const { distribution, xcart } = description;
  if (!same)
    throw new UserError(
      `${file}: got another archive than the distribution ${distribution} in the bucket, expected a name of its own (--name ${xcart}-2): a distribution never changes`,
    );
  await put(bucket, key, { Body: `${JSON.stringify(description, undefined, 2)}\n`, ChecksumAlgorithm: "SHA256" });
}
