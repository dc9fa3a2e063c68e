import { z } from "zod";
import { nodeTypes } from "../../../domain/defaults/instance-types.ts";
import { lifecycles, phpVersions, xcartPhp } from "../../../domain/defaults/lifecycle.ts";
import { xcartLines } from "../../../domain/defaults/xcart-versions.ts";
import { byEnvironment } from "../profiles.ts";
import { graviton, on, wholeNumber } from "./fields.ts";
import { build, release, releasesFrom, securityBuild } from "./release.ts";

const lines = xcartLines.map((line) => `"${line}"`).join(" or ");

const phpByLine = xcartLines.map((line) => `${xcartPhp[line][0]} with X-Cart ${line}`).join(", ");

/** `xcart`. */
export const xcart = z
  .strictObject({
    line: z
      .enum(xcartLines, { error: `an X-Cart line in quotes: ${lines} (5.4 needs PHP 7.4, which gets no security fixes)` })
      .describe("The X-Cart line."),
    php: z
      .enum(phpVersions, { error: `a version of PHP in quotes: ${phpVersions.map((version) => `"${version}"`).join(", ")}` })
      .optional()
      .describe(`PHP of the nodes and of the builder. Default: ${phpByLine}. 8.2 gets no fixes after ${lifecycles.php.ends["8.2"]}.`),
    build,
    securityBuild,
  })
  .describe("X-Cart: its line, its PHP, and the build that the store runs.");

/** `web`. */
export const web = z
  .strictObject({
    instanceType: graviton(nodeTypes)
      .optional()
      .describe(`A node's size. Default: ${byEnvironment(({ web }) => web.instanceType)}.`),
    minimum: wholeNumber(1, 100, "nodes")
      .optional()
      .describe(`Fewest nodes. Default: ${byEnvironment(({ web }) => web.minimum)}.`),
    maximum: wholeNumber(1, 100, "nodes")
      .optional()
      .describe(`Most nodes. Default: ${byEnvironment(({ web }) => web.maximum)}.`),
    image: z
      .string({ error: "latest, or an arm64 image such as ami-0123456789abcdef0" })
      .regex(/^(latest|ami-[0-9a-f]{8}([0-9a-f]{9})?)$/, "latest, or an arm64 image such as ami-0123456789abcdef0")
      .default("latest")
      .describe(
        "latest: nodes start from the Amazon Linux 2023 image that `patching` has approved. An image's id pins it: patching replaces no nodes then, a failed refresh rolls back by itself, and the policy aws-ec2-node-enforce-amazon-image needs a waiver with its last day.",
      ),
    release,
    releasesFrom,
    malwareScan: on(
      `GuardDuty scans each release and distribution for malware as it is written; one with malware can no longer be read. Costs by the GB. Default: ${byEnvironment(({ malwareScan }) => malwareScan)}.`,
    ).optional(),
    volumeGiB: wholeNumber(8, 1000, "GiB").default(30).describe("Root volume, gp3."),
    bodyMiB: z
      .strictObject({
        standard: wholeNumber(1, 16, "MiB").default(2).describe("Maximum elsewhere; the firewall lets most clients send 8 KB."),
        uploads: wholeNumber(1, 512, "MiB").default(64).describe("Maximum where the administration takes uploads and imports."),
      })
      .prefault({})
      .describe("Maximum body of a request."),
  })
  .prefault({})
  .describe("The web nodes: their release of X-Cart, their image, size and number.");

/** `edge`. */
export const edge = z
  .strictObject({
    desyncMitigation: z
      .enum(["defensive", "strictest"], { error: "defensive or strictest" })
      .default("defensive")
      .describe("Treatment of ambiguous requests by the load balancer."),
    tlsPolicy: z
      .enum(["compatible", "tls13"], { error: "compatible or tls13" })
      .default("compatible")
      .describe("compatible: TLS 1.3 and 1.2; tls13: TLS 1.3 only. Both with post-quantum key agreement for browsers that know it."),
    hstsDays: wholeNumber(1, 730, "days").default(365).describe("How long a browser remembers to use HTTPS only."),
  })
  .prefault({})
  .describe("The load balancer, the only part that the internet reaches.");
