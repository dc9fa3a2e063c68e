import { type Inspector2Client, paginateListFindings } from "@aws-sdk/client-inspector2";
import { ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ScanReportSettings } from "../../domain/contracts/scan-report.ts";
import type { ScanFinding } from "./report.ts";
import type { Sources } from "./write.ts";

/** The SDK's clients. */
export interface Clients {
  readonly inspector: Inspector2Client;
  readonly s3: S3Client;
}

/** Asks AWS. */
export function sourcesOf({ inspector, s3 }: Clients, { bucket, accountId }: ScanReportSettings): Sources {
  const place = { Bucket: bucket, ExpectedBucketOwner: accountId };
  return { findings, has, put };

  async function findings(): Promise<ScanFinding[]> {
    const active = { filterCriteria: { findingStatus: [{ comparison: "EQUALS" as const, value: "ACTIVE" }] } };
    const found: ScanFinding[] = [];
    for await (const page of paginateListFindings({ client: inspector, pageSize: 100 }, active)) {
      for (const { severity, resources = [], firstObservedAt, fixAvailable } of page.findings ?? [])
        for (const { id } of resources)
          found.push({
            severity: severity ?? "UNTRIAGED",
            resource: id ?? "",
            firstSeen: firstObservedAt ?? new Date(),
            fixed: fixAvailable === "YES",
          });
    }
    return found;
  }

  async function has(prefix: string): Promise<boolean> {
    const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command({ ...place, Prefix: prefix, MaxKeys: 1 }));
    return KeyCount > 0;
  }

  async function put(key: string, text: string, type: string): Promise<void> {
    // Object Lock asks for a checksum.
    await s3.send(new PutObjectCommand({ ...place, Key: key, Body: text, ContentType: type, ChecksumAlgorithm: "SHA256" }));
  }
}
