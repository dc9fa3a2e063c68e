import { PutObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import type { PatchRecord, PatchRequest } from "../../../domain/contracts/patch-window.ts";

/** Key of a window's record in the log archive. */
const recordKey = (prefix: string, { stack, windowStart }: Pick<PatchRecord, "stack" | "windowStart">): string =>
  `${prefix}${stack}/${windowStart.slice(0, 10)}T${windowStart.slice(11, 16).replace(":", "")}Z.json`;

/** Writes a record where none is yet: who comes second changes nothing. */
export async function writeRecord(client: S3Client, { records }: PatchRequest, record: PatchRecord): Promise<void> {
  const put = new PutObjectCommand({
    Bucket: records.bucket,
    Key: recordKey(records.prefix, record),
    Body: `${JSON.stringify(record, undefined, 2)}\n`,
    ContentType: "application/json",
    IfNoneMatch: "*",
  });
  await client.send(put).catch((error: unknown) => {
    if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 412) throw error;
  });
}
