import { beforeAll, describe, expect, test } from "@jest/globals";
import { packFiles } from "../../host/archive.ts";
import { nodeFiles } from "../../host/files.ts";
import { isWatched } from "../../stacks/settings/resolve/payment-page.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { nodeSettings } from "../../stacks/store/nodes.ts";
import type { GraphResource } from "../support/offline.ts";
import { graphWith, nameOf, ofType, section, settingsOf } from "./graphs.ts";

/** What the nodes of a demo stack start from. */
function templateOf(graph: readonly GraphResource[]): GraphResource {
  const found = ofType(graph, "aws:ec2/launchTemplate:LaunchTemplate").find((template) => nameOf(template) === "web");
  if (!found) throw new Error("no launch template of nodes");
  return found;
}
const userDataOf = (graph: readonly GraphResource[]) => Buffer.from(String(templateOf(graph).inputs?.userData), "base64").toString();
const archiveOf = (graph: readonly GraphResource[]) => /^ARCHIVE='([0-9a-f]{64})'$/m.exec(userDataOf(graph))?.[1];

const demos = ["demo-dev", "demo-staging", "demo-prod"] as const;

describe.each(demos)("the nodes of %s", (stack) => {
  let graph: readonly GraphResource[] = [];
  beforeAll(async () => {
    graph = await graphWith(stack);
  });

  test("start from the files that the settings lead to, which lie in the bucket by their checksum", async () => {
    const { settings } = parseSettings(stack, settingsOf(stack));
    if (settings?.kind !== "store") throw new Error(`${stack} is no store`);
    const { sha256 } = await packFiles(nodeFiles(nodeSettings(settings)));
    expect(archiveOf(graph)).toBe(sha256);
    const objects = ofType(graph, "aws:s3/bucketObjectv2:BucketObjectv2").map(({ inputs }) => inputs?.key);
    const watched = isWatched(settings) ? [expect.stringMatching(/^payment-page\/code-[0-9a-f]{16}\.zip$/)] : [];
    expect(objects.sort()).toEqual([`host/${sha256}.tar.gz`, ...watched]);
  });

  test("are shown in a preview: user data is known, fits, and names no host, address or secret", () => {
    const script = userDataOf(graph);
    expect(Buffer.byteLength(script)).toBeLessThan(16_384);
    expect(script).toContain(`STACK='${stack}'`);
    expect(script).not.toMatch(/arn:|example\.com|password=|\b10\.\d+\.\d+\.\d+/i);
  });

  test("know the load balancer by the blocks of its subnets", () => {
    const subnets = ofType(graph, "aws:ec2/subnet:Subnet").filter((subnet) => nameOf(subnet).includes("public"));
    const { settings } = parseSettings(stack, settingsOf(stack));
    if (settings?.kind !== "store") throw new Error(`${stack} is no store`);
    expect(nodeSettings(settings).balancerBlocks).toEqual(subnets.map(({ inputs }) => inputs?.cidrBlock));
  });
});

test("another setting that nodes know, and nothing else, makes another launch template, and with it a refresh", async () => {
  const changes = [
    {},
    { edge: { hstsDays: 30 } },
    { web: { ...section("demo-dev", "web"), bodyMiB: { uploads: 100 } } },
    { alarms: { latencySeconds: 5 } },
  ];
  const archives: (string | undefined)[] = [];
  for (const change of changes) archives.push(archiveOf(await graphWith("demo-dev", change)));
  expect(new Set(archives).size).toBe(3);
  expect(archives[3]).toBe(archives[0]);
});
