import { z } from "zod";
import { distributionPattern } from "../../../components/xcart-release/distribution.ts";

/** The file `distribution.json` beside a distribution; the builder's document reads it too. */
export const distributionDescription = z.object({
  version: z.literal(1),
  distribution: z.string().regex(new RegExp(distributionPattern)),
  /** X-Cart's version. */
  xcart: z.string(),
  form: z.enum(["tgz", "zip"]),
  /** The folder in the archive that X-Cart is in; `.` where it is at the top. */
  folder: z.string(),
  /** SHA-256 of the archive, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  pushedAt: z.iso.datetime(),
  /** Paths that are kept although a rule is against it, with the reason. */
  allowed: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
});

/** A distribution of X-Cart, by the file beside its archive. */
export type DistributionDescription = z.output<typeof distributionDescription>;
