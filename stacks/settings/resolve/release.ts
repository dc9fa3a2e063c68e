import type { PinnedRelease } from "../../../domain/contracts/release.ts";
import type { PhpVersion } from "../../../domain/defaults/lifecycle.ts";
import { versionOf, type XcartLine } from "../../../domain/defaults/xcart-versions.ts";

/** Settings of a store that concern releases. */
export interface ReleaseSettings {
  readonly stack: string;
  readonly store: string;
  readonly environment: string;
  readonly xcart: {
    readonly line: XcartLine;
    readonly php?: PhpVersion | undefined;
    readonly build?: string | undefined;
    readonly securityBuild?: { readonly version: string; readonly published: string } | undefined;
  };
  readonly web: { readonly release?: PinnedRelease | undefined; readonly releasesFrom?: string | undefined };
}

/** The stack that releases are taken over from; none for a store that builds its own. */
export const releaseSource = ({ store, environment, web }: Omit<ReleaseSettings, "stack" | "xcart">): string | undefined =>
  web.releasesFrom ?? (environment === "prod" ? `${store}-staging` : undefined);

/** The X-Cart that a store runs, and the one that it ought to; undefined where the settings name no security build. */
export function xcartAge({ xcart, web }: Pick<ReleaseSettings, "xcart" | "web">) {
  const runs = xcart.build ?? (web.release === undefined ? undefined : versionOf(web.release.name));
  return xcart.securityBuild && { ...(runs !== undefined && { build: runs }), securityBuild: xcart.securityBuild };
}
