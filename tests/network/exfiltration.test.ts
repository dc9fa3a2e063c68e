import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { Policy } from "@pulumi/aws/iam/policy.js";
import { jsonStringify } from "@pulumi/pulumi";
import type { Properties } from "../../cli/offline/wire.ts";
import { nodeStatements } from "../../components/web/policy.ts";
import { type ExfiltrationPath, exfiltrationPaths, stopsOf } from "../../domain/network/exfiltration.ts";
import type { Network } from "../../domain/network/network.ts";
import { firewallFile } from "../../host/system/firewall.ts";
import { only } from "../components/registrations.ts";
import { settings } from "../host/settings.ts";
import { deploy } from "../support/offline.ts";
import { storeOf } from "./stores.ts";
import { type Borders, stopOf } from "./tried.ts";

const accountId = "123456789012";
const ways = exfiltrationPaths("us-east-1");

/** The node's own policy, with ARNs in place of those that only AWS knows. */
async function nodePolicy(): Promise<unknown> {
  const args = {
    stack: "demo-prod",
    region: "us-east-1",
    accountId,
    accountStack: "demo-account",
    secretArns: [`arn:aws:secretsmanager:us-east-1:${accountId}:secret:shop-1`],
    releasesBucketArn: "arn:aws:s3:::demo-prod-releases",
    dataKeyArn: `arn:aws:kms:us-east-1:${accountId}:key/1`,
    mailRoleArn: `arn:aws:iam::${accountId}:role/mail`,
    logGroupArn: `arn:aws:logs:us-east-1:${accountId}:log-group:node`,
  } as const;
  const document = { Version: "2012-10-17", Statement: nodeStatements(args) };
  return only(await deploy(() => new Policy("node", { policy: jsonStringify(document) })), "aws:iam/policy:Policy").inputs.policy;
}

async function bordersOf(demo: string, change: Properties = {}): Promise<Borders> {
  const { scene } = await storeOf(demo, change);
  const { content } = firewallFile({ ...settings, networkBlock: scene.network.cidr });
  return { scene, rules: content, policy: await nodePolicy(), accountId };
}

/** What stops each way, one line each. */
const stopped = (borders: Borders): string[] => ways.map((way) => `${way.who}: ${way.what}: ${stopOf(way, borders)}`);

const written = (mode: "names" | "reads"): string[] => ways.map((way) => `${way.who}: ${way.what}: ${stopsOf(way)[mode]}`);

let names: Borders;
let reads: Borders;
beforeAll(async () => {
  names = await bordersOf("demo-prod");
  reads = await bordersOf("demo-staging");
});

describe("what stops each way out of a node", () => {
  test("is what the table says, by lists of names alone", () => {
    expect(ways.length).toBeGreaterThanOrEqual(40);
    expect(stopped(names)).toEqual(written("names"));
  });

  test("is what the table says, by a network firewall that reads the name that TLS asks for", () => {
    expect(stopped(reads)).toEqual(written("reads"));
  });
});

describe("a weaker layer changes what the table says", () => {
  /** The ways that something else stops, or nothing, in a changed store. */
  const changed = (borders: Borders): string[] => {
    const now = stopped(borders);
    return written("names").flatMap((line, i) => (line === now[i] ? [] : [now[i] ?? ""]));
  };
  const within = (change: (network: Network) => Partial<Network>): Borders => {
    const { network } = names.scene;
    return { ...names, scene: { ...names.scene, network: { ...network, ...change(network) } } };
  };
  const anywhere = ["0.0.0.0/0", "::/0"].map((cidr) => ({ cidr }));

  test("no DNS firewall", () => {
    expect(changed(within(() => ({ names: [] }))).length).toBeGreaterThan(15);
  });

  test("AWS's names of the Region allowed at once", () => {
    const opened = within(({ names: rules = [] }) => ({
      names: rules.map((rule) =>
        rule.id === "dns-firewall-allow" ? { ...rule, domains: [...rule.domains, "*.us-east-1.amazonaws.com"] } : rule,
      ),
    }));
    expect(changed(opened)).toEqual(
      expect.arrayContaining(["PHP: an API of another account at API Gateway: nothing", "PHP: a queue of another account (SQS): nothing"]),
    );
  });

  test("a wildcard that is added by hand opens strangers' names only where the block of shared ones is gone", () => {
    const wide = (kept: (id: string) => boolean) =>
      within(({ names: rules = [] }) => ({
        names: rules
          .filter(({ id }) => kept(id))
          .map((rule) => (rule.id === "dns-firewall-allow-wildcards" ? { ...rule, domains: ["*.com", "*.net"] } : rule)),
      }));
    const shared = (lines: readonly string[]) => lines.filter((line) => /another account|CloudFront|Azure/.test(line));
    expect(shared(changed(wide(() => true)))).toEqual([]);
    expect(shared(changed(wide((id) => id !== "dns-firewall-block-shared"))).length).toBeGreaterThan(5);
  });

  test("endpoints whose policies admit everyone", () => {
    const open = within(({ endpoints }) => ({ endpoints: endpoints.map((one) => ({ ...one, policy: undefined })) }));
    expect(changed(open)).toHaveLength(ways.filter(({ stops }) => stops === "endpoint policy").length);
  });

  test("endpoints whose policies ask only whose credentials they are", () => {
    const mine = {
      Statement: [
        { Effect: "Allow", Principal: "*", Action: "*", Resource: "*", Condition: { StringEquals: { "aws:PrincipalAccount": accountId } } },
      ],
    };
    const lines = changed(within(({ endpoints }) => ({ endpoints: endpoints.map((one) => ({ ...one, policy: mine })) })));
    expect(lines).toEqual(
      ways.flatMap((way) => (way.who === "root" && way.stops === "endpoint policy" ? [`root: ${way.what}: nothing`] : [])),
    );
  });

  test("the nodes' group open: the network ACL is behind it", () => {
    const open = within(({ rules }) => ({
      rules: rules.flatMap((rule) =>
        rule.id.startsWith("security-web-") ? anywhere.map((other) => ({ ...rule, protocol: "-1", ports: [0, 65535], other })) : [rule],
      ),
    }));
    expect(() => changed(open)).toThrow("is stopped by network ACL network-application, out");
  });

  test("the node's own firewall open, or silent on who asks for its credentials", () => {
    const open = { ...names, rules: names.rules.replace(/chain output \{\n[^\n]*\n/, "$&    meta l4proto { tcp, udp } accept\n") };
    expect(changed(open).length).toBe(ways.filter(({ stops }) => stops === "nftables").length);
    const silent = { ...names, rules: names.rules.replace(/.*meta skuid != 0 reject\n/, "") };
    expect(changed(silent)).toEqual(["PHP: the node's credentials, to call AWS with: nothing"]);
  });

  test("a node's role that may do everything", () => {
    const all = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
    const lines = changed({ ...names, policy: all });
    expect(lines).toHaveLength(ways.filter(({ stops }) => stops === "IAM").length);
  });

  test("a network firewall that lets pass what no list has", () => {
    const network = { ...reads.scene.network, packets: [{ id: "all", passes: { port: 443 } }] };
    const now = stopped({ ...reads, scene: { ...reads.scene, network } });
    expect(now.filter((line, i) => line !== written("reads")[i])).toEqual([
      "PHP: a bare address on port 443: nothing",
      "PHP: DNS over HTTPS at a bare address: nothing",
    ]);
  });
});

test("docs/limits.md has every way that is open", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/limits.md"), "utf8");
  const open = ways.filter((way: ExfiltrationPath) => Object.values(stopsOf(way)).includes("nothing"));
  expect(open.filter(({ what }) => !page.includes(`| ${what} |`)).map(({ what }) => what)).toEqual([]);
  expect(open.filter(({ beside }) => beside === undefined)).toEqual([]);
});
