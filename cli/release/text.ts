import { relative } from "node:path";
import type { StoredRelease } from "./bucket.ts";
import { descriptionOf } from "./description.ts";
import type { StoredDistribution } from "./distribution/bucket.ts";
import type { DistributionDescription } from "./distribution/description.ts";
import type { Installed } from "./install.ts";
import type { Packed } from "./pack.ts";
import { type Promoted, pinText } from "./promote.ts";

/** Output of `store release pack`. */
export function packedText({ archive, description: { release, bytes, sha256, allowed = [] }, files, leftOut }: Packed): string {
  const file = relative(process.cwd(), archive);
  return [
    `${release}  ${files} files, ${mebibytes(bytes)}`,
    `  ${file}`,
    `  ${descriptionOf(file)}`,
    `  sha256 ${sha256}`,
    ...rows(
      "left out",
      leftOut.map(({ path, why }) => [path, why]),
    ),
    ...rows(
      "packed against a rule",
      allowed.map(({ path, reason }) => [path, reason]),
    ),
    "next",
    `  npx store release push STACK ${file}`,
  ].join("\n");
}

/** Output of `store release push --distribution`. */
export const pushedDistributionText = (
  stack: string,
  { distribution, xcart, bytes, sha256, bucket, allowed = [] }: DistributionDescription & { readonly bucket: string },
): string =>
  [
    `X-Cart ${xcart} is in ${bucket} as ${distribution}, ${mebibytes(bytes)}`,
    `  sha256 ${sha256}`,
    ...rows(
      "kept against a rule",
      allowed.map(({ path, reason }) => [path, reason]),
    ),
    "next",
    `  npx store release install ${stack} ${xcart}-1 --distribution ${distribution} --administrator you@example.com`,
  ].join("\n");

/** Output of `store release install`. */
export const installedText = ({ stack, release, secret }: Installed): string =>
  [
    `${release} is installed in the database of ${stack}, and in the bucket`,
    "next",
    `  npx store release promote ${stack} ${release} && npx pulumi up -s ${stack}`,
    `  aws secretsmanager get-secret-value --secret-id ${secret} --query SecretString --output text    the administrator's password, to be changed at the first sign-in`,
  ].join("\n");

/** Output of `store release list`. */
export function listText({
  stack,
  runs,
  releases,
  distributions,
}: {
  stack: string;
  /** The release that the settings name; without a checksum in settings of earlier versions. */
  runs: { readonly name: string; readonly sha256?: string } | undefined;
  releases: readonly StoredRelease[];
  distributions: readonly StoredDistribution[];
}): string {
  const lines = releases.map(({ release, description }) => {
    const about = description
      ? [description.builtAt.slice(0, 16).replace("T", " "), mebibytes(description.bytes), origin(description)]
      : ["in part only: push it again"];
    return [release, ...about, ...(release === runs?.name ? [named(runs.sha256, description?.sha256)] : [])];
  });
  const shown = table(lines).flatMap((line, i) => {
    const { release = "", description } = releases[i] ?? {};
    return description ? [line, `  release: ${pinText({ name: release, sha256: description.sha256 })}`] : [line];
  });
  const others = distributions.map(({ distribution, description }) => [
    distribution,
    ...(description
      ? [
          description.pushedAt.slice(0, 16).replace("T", " "),
          mebibytes(description.bytes),
          `X-Cart ${description.xcart}, ${description.form}`,
        ]
      : ["in part only: push it again"]),
  ]);
  return [
    ...(lines.length > 0 ? shown : [`${stack}: no releases yet`, "next", ...firstSteps(stack, distributions)]),
    ...(others.length > 0 ? ["distributions", ...table(others).map((line) => `  ${line}`)] : []),
  ].join("\n");
}

/** The settings' relation to a release of that name. */
function named(sha256: string | undefined, there: string | undefined): string {
  if (sha256 === undefined) return "web.release, without its checksum";
  return sha256 === there ? "web.release" : `web.release, of another content: sha256 ${sha256}`;
}

/** Steps to a first release. */
const firstSteps = (stack: string, distributions: readonly StoredDistribution[]): string[] =>
  distributions.some(({ description }) => description)
    ? [`  npx store release install ${stack} --help`]
    : [
        `  npx store release push ${stack} --distribution FILE     a new store`,
        "  npx store release pack DIR --version 5.6.0.12-1        one that moves in",
      ];

function table(lines: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const origin = ({ kind, from }: NonNullable<StoredRelease["description"]>) => (from === undefined ? kind : `${kind} from ${from}`);

/** Output of `store release promote` once it has written. */
export function promotedText({
  stack,
  file,
  before,
  after,
  changed,
  sha256,
  why,
}: Promoted & { readonly stack: string; readonly why: string }): string {
  if (!changed && why === "already") return `${file}: web.release is ${after} already`;
  const closed = why === "upgraded" || why === "taken-back";
  return [
    changed ? `${file}: web.release ${before ?? "none"} -> ${after}` : `${file}: web.release is ${after} already`,
    `  sha256 ${sha256}`,
    ...(why === "same-version" ? ["the database stays as it is: both are of one version of X-Cart"] : []),
    "next",
    // An upgrade that was interrupted has brought no nodes of its own.
    ...(!changed && why === "taken-back" ? [] : [`  npx pulumi up -s ${stack}    new nodes first, one after the other; an alarm stops it`]),
    ...(closed
      ? [
          `  aws ssm start-automation-execution --document-name ${stack}-close-store --parameters State=open    once they are there, and the database is`,
        ]
      : []),
    ...(before === undefined || closed ? [] : ["back", `  npx store release promote ${stack} ${before} && npx pulumi up -s ${stack}`]),
  ].join("\n");
}

function rows(title: string, lines: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.length === 0 ? [] : [title, ...lines.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)];
}

const mebibytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;
