import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { UserError } from "../offline/faults.ts";
import { jsonOf } from "./json.ts";

/** The file `release.json` beside a release's archive: written by `store release pack` and by the builder's document. */
const releaseDescription = z.object({
  version: z.literal(1),
  release: z.string(),
  /** SHA-256 of the archive, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  builtAt: z.iso.datetime(),
  /** `packed` by hand, else what X-Cart's upgrade did. */
  kind: z.string(),
  /** The release that it was upgraded from. */
  from: z.string().optional(),
  /** Paths that were packed although a rule is against it, with the reason. */
  allowed: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
});

/** A release, by the file beside its archive. */
export type ReleaseDescription = z.output<typeof releaseDescription>;

/** Path of an archive's description, which is beside it. */
export const descriptionOf = (archive: string): string => archive.replace(/\.tar\.zst$/, ".json");

/** Reads a release's description, and compares its archive with it. What does not fit is a UserError. */
export async function readRelease(archive: string): Promise<ReleaseDescription> {
  if (!archive.endsWith(".tar.zst"))
    throw new UserError(`FILE: got "${archive}", expected a release's archive, NAME.tar.zst, as \`store release pack\` writes it`);
  for (const file of [archive, descriptionOf(archive)])
    if (!statSync(file, { throwIfNoEntry: false })?.isFile())
      throw new UserError(`${file}: no such file, expected what \`store release pack\` wrote`);
  const description = parseDescription(descriptionOf(archive), await readFile(descriptionOf(archive), "utf8"));
  const { size } = statSync(archive);
  if (size !== description.bytes || (await sumOf(archive)) !== description.sha256)
    throw new UserError(`${archive}: got an archive that ${descriptionOf(archive)} does not describe; pack the release again`);
  return description;
}

/** A description's text, checked; `where` begins the sentence of what is wrong with it. */
export const parseDescription = (where: string, text: string): ReleaseDescription =>
  jsonOf(releaseDescription, text, where, "a release's description");

/** SHA-256 of a file, in hex. */
export async function sumOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}
