import { createHash } from "node:crypto";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { z } from "zod";
import { releaseKeys } from "../../../components/xcart-release/automation.ts";
import { awsCalls } from "../../aws/calls.ts";
import type { Bucket } from "../bucket.ts";
import { jsonOf } from "../json.ts";

/** The file `scenario.json` beside a release: the effects of its upgrade on staging's database (host/xcart/scenario.php). */
const scenario = z.object({
  version: z.literal(1),
  from: z.string(),
  kind: z.string(),
  recordedAt: z.iso.datetime(),
  /** Durations of the whole upgrade, and of its statements from the first to the last. */
  seconds: z.int().nonnegative(),
  databaseSeconds: z.int().nonnegative(),
  tables: z.array(z.object({ name: z.string(), change: z.enum(["made", "altered", "dropped"]), rows: z.int().nonnegative() })),
  schemaStatements: z.array(z.string()),
  dataStatements: z.array(z.object({ sql: z.string(), count: z.int().positive() })),
  dataStatementCount: z.int().nonnegative(),
  hooks: z.array(z.string()),
  packs: z.array(z.object({ name: z.string(), sha256: z.string() })),
});

/** The record of an upgrade, with the checksum of its text: only the record that was reviewed is run. */
export type Scenario = z.output<typeof scenario> & { readonly sha256: string };

const { tell } = awsCalls({ may: "read the store's releases" });

/** The record of a release's upgrade; undefined where it has none: it was packed by hand, or built without a database. */
export async function readScenario({ s3, name }: Bucket, release: string): Promise<Scenario | undefined> {
  const where = `${name}/${releaseKeys(release).scenario}`;
  const text = await tell(where, async () => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key: releaseKeys(release).scenario }));
      return await Body?.transformToString();
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchKey") return undefined;
      throw error;
    }
  });
  if (text === undefined) return undefined;
  return { ...jsonOf(scenario, text, where, "the record of an upgrade"), sha256: createHash("sha256").update(text).digest("hex") };
}
