// Before everything that imports the SDK, as the command does: a preview takes half of the time.
import "../../cli/offline/sdk.ts";

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { log, runtime } from "@pulumi/pulumi";
import { writeStore } from "../../cli/new/command.ts";
import { guarded } from "../../cli/offline/guard.ts";
import { listStacks, ownProject, type Project, readStackConfig } from "../../cli/offline/project.ts";
import { stackGraph } from "../../cli/offline/stack.ts";
import { program } from "../../stacks/program.ts";
import type { GraphResource } from "../support/offline.ts";
import { configWith, ofType, storeLookups } from "./graphs.ts";

/*
 * Resolves names as a resolver does (RFC 1034, 4.3.2), over the graphs of stacks: from the topmost zone downwards, by the delegations
 * that zones hold. Topmost zones are taken as delegated by the registrar or the parent zone.
 */

interface ZoneData {
  readonly stack: string;
  readonly zone: string;
  readonly records: readonly { readonly name: string; readonly type: string }[];
}

function zoneOf(stack: string, graph: readonly GraphResource[]): ZoneData[] {
  const records = ofType(graph, "aws:route53/record:Record").map(({ inputs }) => ({
    name: String(inputs?.name),
    type: String(inputs?.type),
  }));
  return ofType(graph, "aws:route53/zone:Zone").map(({ inputs }) => ({ stack, zone: String(inputs?.name), records }));
}

const within = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);

/** The stack whose zone answers for a name; undefined where the answer is NXDOMAIN. */
function resolve(name: string, zones: readonly ZoneData[]): string | undefined {
  const shortest = (list: readonly ZoneData[]) => list.toSorted((a, b) => a.zone.length - b.zone.length)[0];
  let at = shortest(zones.filter(({ zone }) => within(name, zone)));
  for (;;) {
    const from = at;
    if (!from) return undefined;
    const cut = from.records.find((record) => record.type === "NS" && record.name !== from.zone && within(name, record.name));
    if (!cut) return from.records.some((record) => record.name === name && ["A", "CNAME"].includes(record.type)) ? from.stack : undefined;
    at = zones.find(({ zone }) => zone === cut.name);
  }
}

async function zonesOf(project: Project): Promise<ZoneData[]> {
  const stores = listStacks(project).filter((stack) => !stack.endsWith("-account"));
  const zones: ZoneData[] = [];
  for (const stack of stores) {
    const graph = await guarded(() => stackGraph(() => program(project.stacks), readStackConfig(project, stack)));
    zones.push(...zoneOf(stack, graph));
  }
  return zones;
}

describe("every store's names are found in its own zone", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "delegation-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const answers = (zones: readonly ZoneData[]) =>
    zones.flatMap(({ stack, records }) =>
      records.filter(({ type }) => type === "A").map(({ name }) => [name, stack, resolve(name, zones)]),
    );

  test("of the demo stacks", async () => {
    const found = answers(await zonesOf(ownProject()));
    expect(found.map(([name]) => name)).toEqual(
      expect.arrayContaining(["shop.example.com", "www.shop.example.com", "dev.shop.example.com", "staging.shop.example.com"]),
    );
    expect(found.filter(([, stack, answer]) => stack !== answer)).toEqual([]);
  });

  test("of what store new writes", async () => {
    const options = {
      domain: "shop.acme.example",
      zone: "shop.acme.example",
      createZone: true,
      region: "eu-central-1",
      xcart: "5.6",
      contact: ["ops@acme.example"],
      environments: "dev,staging,prod",
      cidr: "10.20.0.0/16",
      timezone: "UTC",
      dir: folder,
    };
    expect(writeStore("acme", options)).not.toHaveProperty("faults");
    const found = answers(await zonesOf(ownProject(folder)));
    expect(found.map(([name]) => name)).toEqual(["dev.shop.acme.example", "shop.acme.example", "staging.shop.acme.example"]);
    expect(found.filter(([, stack, answer]) => stack !== answer)).toEqual([]);
  });

  test("and not where a zone above delegates nothing", () => {
    const zone = (stack: string, name: string) => ({ stack, zone: name, records: [{ name, type: "A" }] });
    expect(answers([zone("dev", "dev.shop.example.com"), zone("prod", "shop.example.com")])).toEqual([
      ["dev.shop.example.com", "dev", undefined],
      ["shop.example.com", "prod", "prod"],
    ]);
  });
});

describe("a delegation by a stack", () => {
  let warn = jest.spyOn(log, "warn");
  const lookups = new Map<string, object>(Object.entries(storeLookups));
  /** Records of the names below, the stacks below having these outputs. */
  async function recordsWith(outputs: object): Promise<unknown[]> {
    const { project, stack, config } = configWith("demo-prod", {});
    const records: unknown[] = [];
    warn = jest.spyOn(log, "warn").mockResolvedValue();
    return await guarded(async () => {
      await runtime.setMocks(
        {
          newResource: ({ type, name, inputs }) => {
            if (type === "aws:route53/record:Record" && inputs.type === "NS") records.push([inputs.name, inputs.records]);
            const computed = type === "pulumi:pulumi:StackReference" ? { outputs, secretOutputNames: [] } : {};
            return { id: `${name}-id`, state: { ...inputs, arn: `arn:aws:test:::${name}`, ...computed } };
          },
          call: ({ token, inputs }) => ({ ...inputs, ...lookups.get(token) }),
        },
        project,
        stack,
        true,
        "organization",
      );
      runtime.setAllConfig({ ...config });
      await runtime.runInPulumiStack(async () => await program());
      await runtime.disconnect();
      return records;
    });
  }

  test("has the name servers that the stack says", async () => {
    const nameServers = ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"];
    expect(await recordsWith({ nameServers })).toEqual([
      ["dev.shop.example.com", nameServers],
      ["staging.shop.example.com", nameServers],
    ]);
  });

  test("leads nowhere, with a warning, as long as the stack is not there", async () => {
    expect(await recordsWith({})).toEqual([
      ["dev.shop.example.com", ["ns.invalid"]],
      ["staging.shop.example.com", ["ns.invalid"]],
    ]);
    expect(warn.mock.calls.map(([message]) => message)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^demo-dev has no output nameServers/), expect.stringMatching(/^demo-staging has no/)]),
    );
  });
});
