import { z } from "zod";
import { compareVersions, versionOf } from "../../domain/defaults/xcart-versions.ts";
import { fault } from "./faults.ts";
import { date } from "./fields.ts";

const versionExpected = "a version of X-Cart such as 5.6.0.12";
const versionForm = "\\d{1,2}\\.\\d{1,2}\\.\\d{1,3}\\.\\d{1,4}";
const version = z.string({ error: versionExpected }).regex(new RegExp(`^${versionForm}$`), versionExpected);

const releaseExpected = "a release's name such as 5.6.0.12-1: X-Cart's version, and how often it was built";

/** `web.release`. */
export const release = z
  .string({ error: releaseExpected })
  .regex(new RegExp(`^${versionForm}-\\d{1,4}$`), releaseExpected)
  .optional()
  .describe("The release of X-Cart that nodes run, from the releases bucket. Changing it promotes; the former value takes it back.");

const stackExpected = "the name of another stack of this account, such as shop-staging";

/** `web.releasesFrom`. */
export const releasesFrom = z
  .string({ error: stackExpected })
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, stackExpected)
  .max(60, stackExpected)
  .optional()
  .describe("The stack whose releases this one takes over. Default: the store's staging for prod, none elsewhere.");

/** `xcart.build`. */
export const build = version.optional().describe("The X-Cart that the store runs. Default: what web.release says.");

/** `xcart.securityBuild`. */
export const securityBuild = z
  .strictObject({ version: version.describe("The build that mends."), published: date.describe("The day that it was published.") })
  .optional()
  .describe("The newest build of X-Cart with security fixes that you know of. An alarm rings when the store is 30 days behind it.");

/** What is read of a store's settings here. */
export interface ReleaseSettings {
  readonly stack: string;
  readonly store: string;
  readonly environment: string;
  readonly xcart: {
    readonly line: string;
    readonly build?: string | undefined;
    readonly securityBuild?: { readonly version: string; readonly published: string } | undefined;
  };
  readonly web: { readonly release?: string | undefined; readonly releasesFrom?: string | undefined };
}

/** The stack that releases are taken over from; none for a store that builds its own. */
export const releaseSource = ({ store, environment, web }: Omit<ReleaseSettings, "stack" | "xcart">): string | undefined =>
  web.releasesFrom ?? (environment === "prod" ? `${store}-staging` : undefined);

/** The X-Cart that a store runs, and the one that it ought to; undefined where the settings name no security build. */
export function xcartAge({ xcart, web }: Pick<ReleaseSettings, "xcart" | "web">) {
  const runs = xcart.build ?? (web.release === undefined ? undefined : versionOf(web.release));
  return xcart.securityBuild && { ...(runs !== undefined && { build: runs }), securityBuild: xcart.securityBuild };
}

/** What is wrong with a store's releases beyond the form of their names. */
export function releaseFaults({ stack, xcart, web }: Omit<ReleaseSettings, "store" | "environment">): string[] {
  const { line } = xcart;
  const versions: [string, string | undefined][] = [
    ["web.release", web.release],
    ["xcart.build", xcart.build],
    ["xcart.securityBuild.version", xcart.securityBuild?.version],
  ];
  const faults = versions.flatMap(([path, got]) =>
    got === undefined || got.startsWith(`${line}.`) ? [] : [fault(path, got, `one of X-Cart ${line} (xcart.line)`)],
  );
  if (web.release !== undefined && xcart.build !== undefined && compareVersions(versionOf(web.release), xcart.build) !== 0)
    faults.push(fault("xcart.build", xcart.build, `${versionOf(web.release)}, as web.release has it, or nothing`));
  if (web.releasesFrom === stack) faults.push(fault("web.releasesFrom", stack, stackExpected));
  return faults;
}
