import type { PinnedRelease } from "../../../domain/contracts/release.ts";
import { xcartPhp } from "../../../domain/defaults/lifecycle.ts";
import { compareVersions, versionOf } from "../../../domain/defaults/xcart-versions.ts";
import { fault } from "../faults.ts";
import type { ReleaseSettings } from "../resolve/release.ts";
import { stackExpected } from "../schema/release.ts";

/** Faults of a store's releases beyond the form of their names. */
export function releaseFaults({ stack, xcart, web }: Omit<ReleaseSettings, "store" | "environment">): string[] {
  const { line } = xcart;
  const versions: [string, string | undefined][] = [
    ["web.release.name", web.release?.name],
    ["xcart.build", xcart.build],
    ["xcart.securityBuild.version", xcart.securityBuild?.version],
  ];
  const faults = versions.flatMap(([path, got]) =>
    got === undefined || got.startsWith(`${line}.`) ? [] : [fault(path, got, `one of X-Cart ${line} (xcart.line)`)],
  );
  if (web.release !== undefined && xcart.build !== undefined && compareVersions(versionOf(web.release.name), xcart.build) !== 0)
    faults.push(fault("xcart.build", xcart.build, `${versionOf(web.release.name)}, as in web.release, or no value`));
  const fitting: readonly string[] = xcartPhp[line];
  if (xcart.php !== undefined && !fitting.includes(xcart.php))
    faults.push(fault("xcart.php", xcart.php, `${fitting.join(" or ")}, which X-Cart ${line} runs on (xcart.line)`));
  if (web.releasesFrom === stack) faults.push(fault("web.releasesFrom", stack, stackExpected));
  return faults;
}

/** The fault of a checksum that S3's own contradicts. S3 has none of the whole of a multipart upload; nodes compare in any case. */
export function sumFault({ name, sha256 }: PinnedRelease, checksum: string): string | undefined {
  const there = Buffer.from(checksum, "base64").toString("hex");
  if (there.length !== 64 || checksum.includes("-") || there === sha256) return undefined;
  return fault("web.release.sha256", sha256, `${there}, the checksum of the archive of ${name} in the bucket: a release never changes`);
}
