import type { CanaryRequest } from "../../domain/contracts/canary.ts";
import { compareVersions } from "../../domain/defaults/xcart-versions.ts";

const DAY = 86_400_000;

/** Days that a store has been without a security build of X-Cart; 0 where it runs that build or a later one. `now` in milliseconds since 1970. */
export function daysBehind({ build, securityBuild }: NonNullable<CanaryRequest["xcart"]>, now: number): number {
  if (build !== undefined && compareVersions(build, securityBuild.version) >= 0) return 0;
  return Math.max(0, Math.floor((now - Date.parse(securityBuild.published)) / DAY));
}
