import { sharedOwner } from "../../domain/defaults/files.ts";
import { bootSeconds } from "../../domain/defaults/web.ts";
import { source } from "../source.ts";

/** Arguments for {@link renderUserData}: what a node needs to find the rest of its files. */
export interface UserDataArgs {
  readonly stack: string;
  readonly region: string;
  /** SHA-256 of the archive of the node's files, in hexadecimal: its name in the bucket, and what it has to be. */
  readonly archive: string;
  readonly packages: readonly string[];
}

/** Maximum bytes that EC2 accepts, before base64 (docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html). */
const MAX_BYTES = 16_384;

/**
 * The script that cloud-init runs at a node's first start: packages, then the node's files, then boot. It holds no secrets, since
 * anyone who may describe the instance can read it. Throws if it is larger than EC2 accepts.
 */
export function renderUserData({ stack, region, archive, packages }: UserDataArgs): string {
  const seconds = { PACKAGES_SECONDS: bootSeconds.packages, FETCH_SECONDS: bootSeconds.fetch, BOOT_SECONDS: bootSeconds.boot };
  const variables = Object.entries({ STACK: stack, REGION: region, ARCHIVE: archive, OWNER: sharedOwner.uid, ...seconds });
  const script = [
    "#!/bin/bash",
    "# Starts a node of a store: docs/node.md. Made by host/boot/user-data.ts.",
    "set -Eeuo pipefail",
    ...variables.map(([name, value]) => `${name}=${quoted(String(value))}`),
    `PACKAGES=(${packages.map(quoted).join(" ")})`,
    "",
    source(import.meta.url, "report.sh"),
    source(import.meta.url, "user-data.sh"),
  ].join("\n");
  const bytes = Buffer.byteLength(script);
  if (bytes > MAX_BYTES) throw new RangeError(`user data: got ${bytes} bytes, expected at most ${MAX_BYTES}`);
  return script;
}

/** A text as one word of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
