import { releaseKeys } from "../../components/xcart-release/automation.ts";

/** What S3 answers about a release that is in its bucket, by the token of the lookup. `sha256` is the archive's, in hex. */
export function releaseLookups(name: string, sha256: string) {
  const { archive, description } = releaseKeys(name);
  return {
    "aws:s3/getObjects:getObjects": { keys: [archive, description] },
    "aws:s3/getObject:getObject": { checksumSha256: Buffer.from(sha256, "hex").toString("base64") },
  };
}

/** Those about the release that demo-prod names. */
export const demoRelease = releaseLookups("5.6.0.12-1", "5e1f".repeat(16));
