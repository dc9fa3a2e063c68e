import { z } from "zod";
import { sha256Form } from "../../../domain/contracts/release.ts";
import { maxDaysBehind } from "../../../domain/defaults/canary.ts";
import { date } from "./fields.ts";

const versionExpected = "a version of X-Cart such as 5.6.0.12";

const versionForm = "\\d{1,2}\\.\\d{1,2}\\.\\d{1,3}\\.\\d{1,4}";

const version = z.string({ error: versionExpected }).regex(new RegExp(`^${versionForm}$`), versionExpected);

const releaseExpected = "a release's name such as 5.6.0.12-1: X-Cart's version, and how often it was built";

/** A release's name. */
export const releaseName = z.string({ error: releaseExpected }).regex(new RegExp(`^${versionForm}-\\d{1,4}$`), releaseExpected);

const sumExpected = "the SHA-256 of the release's archive, 64 hex digits in quotes, as `npx store release list STACK` prints it";

/** `web.release`. */
export const release = z
  .strictObject(
    {
      name: releaseName.describe("The release's name: X-Cart's version, and how often it was built."),
      sha256: z
        .string({ error: sumExpected })
        .regex(new RegExp(`^${sha256Form}$`), sumExpected)
        .describe("SHA-256 of its archive. Nodes refuse any other archive of that name."),
    },
    { error: "{ name, sha256 } of a release, which `npx store release list STACK` prints as a line to paste" },
  )
  .optional()
  .describe(
    "The release of X-Cart that nodes run, from the releases bucket. Changing it promotes a release; restoring the previous value rolls it back.",
  );

export const stackExpected = "the name of another stack of this account, such as shop-staging";

/** `web.releasesFrom`. */
export const releasesFrom = z
  .string({ error: stackExpected })
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, stackExpected)
  .max(60, stackExpected)
  .optional()
  .describe("The stack whose releases this one takes over. Default: the store's staging for prod, none elsewhere.");

/** `xcart.build`. */
export const build = version.optional().describe("The X-Cart that the store runs. Default: that of web.release.");

/** `xcart.securityBuild`. */
export const securityBuild = z
  .strictObject({ version: version.describe("The build with the fixes."), published: date.describe("The day that it was published.") })
  .optional()
  .describe(
    `The newest build of X-Cart with security fixes that you know of. An alarm fires when the store is ${maxDaysBehind} days behind it.`,
  );
