import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { nodeFiles } from "../../../host/files.ts";
import { type NodeSettings, nodePaths } from "../../../host/node.ts";
import { databaseAuthorities } from "../../../host/system/authorities.ts";
import { program } from "../../support/emulators/programs.ts";
import { anySettings, settings } from "../settings.ts";

const contentOf = (path: string, of: NodeSettings = settings): string => {
  const file = nodeFiles(of).find((one) => one.path === path);
  if (!file) throw new Error(`${path}: no such file`);
  return file.content;
};

/** Runs a command on a file with `content`; returns what it said, also where it failed. */
function ask(command: string, args: readonly string[], content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "xcart-system-"));
  const file = join(folder, "file");
  writeFileSync(file, content);
  try {
    return execFileSync("bash", ["-c", '"$0" "$@" 2>&1', command, ...args, file], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the node's own firewall", () => {
  const rules = contentOf("/etc/sysconfig/nftables.conf");

  test("is one that nft takes, for any node", async () => {
    const nft = await program("nft");
    fc.assert(
      fc.property(anySettings, (any) => {
        // In a network of its own: it asks the kernel, and anyone who is not root may not.
        expect(ask("unshare", ["--map-root-user", "--net", nft, "--check", "--file"], contentOf("/etc/sysconfig/nftables.conf", any))).toBe(
          "",
        );
      }),
      { numRuns: 10 },
    );
  });

  test("drops what it does not know, in every direction", () => {
    expect(rules.match(/hook \w+ priority filter; policy drop;/g)).toHaveLength(3);
  });

  test("lets no one but root ask for metadata, before anything else gets its say", () => {
    const output = rules.slice(rules.indexOf("chain output"));
    const refused = output.indexOf("ip daddr 169.254.169.254 meta skuid != 0 reject");
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(output.indexOf("established"));
    expect(output).toContain("ip daddr != 169.254.0.0/16 tcp dport { 443 } accept");
  });

  test("lets in the load balancer only", () => {
    const input = rules.slice(rules.indexOf("chain input"), rules.indexOf("chain forward"));
    expect(input.match(/dport \d+ accept|dport \{.*\} accept/g)).toEqual(["dport 443 accept", "dport 68 accept"]);
    expect(input).toContain("ip saddr { 10.20.48.0/21, 10.20.112.0/21 } tcp dport 443 accept");
  });
});

describe("what the kernel writes down", () => {
  const rules = contentOf("/etc/audit/rules.d/audit.rules");

  test("names only calls that Graviton's kernel has", async () => {
    const ausyscall = await program("ausyscall");
    const known = new Set(
      execFileSync(ausyscall, ["aarch64", "--dump"], { encoding: "utf8" })
        .split("\n")
        .map((line) => line.split("\t")[1]),
    );
    const named = [...rules.matchAll(/-S (\w+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  test("answers each part of PCI DSS 10.2.1, with a key by which it is found", () => {
    const parts = [...rules.matchAll(/^# (10\.2\.1\.\d)/gm)].map(([, part]) => part);
    expect(parts).toEqual([1, 2, 3, 4, 5, 6, 7].map((part) => `10.2.1.${part}`));
    const lines = rules.split("\n").filter((line) => line.startsWith("-a"));
    expect(lines.filter((line) => !/ -k [a-z-]+$/.test(line))).toEqual([]);
  });

  test("cannot be changed until the next start", () => {
    expect(rules.trimEnd().split("\n").at(-1)).toBe("-e 2");
  });
});

test("what notices changed files reads its settings without a word", async () => {
  expect(ask(await program("aide"), ["--config-check", "--config"], contentOf("/etc/aide.conf"))).toBe("");
});

test("secrets that a node takes over are no changed files", () => {
  const { environment, poolEnvironment, apiKeys } = nodePaths;
  const ignored = contentOf("/etc/aide.conf").split("\n");
  for (const path of [environment, poolEnvironment, apiKeys]) expect(ignored).toContain(`!${path}`);
});

describe("the authorities of the database", () => {
  test("are those of the node's Region: certificates that OpenSSL reads", () => {
    const subjects = ask(
      "bash",
      ["-c", 'openssl crl2pkcs7 -nocrl -certfile "$0" | openssl pkcs7 -print_certs -noout'],
      contentOf("/etc/xcart/rds.pem"),
    );
    const names = subjects.split("\n").filter((line) => line.startsWith("subject"));
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names.filter((name) => !name.includes("Amazon RDS us-east-1 Root CA"))).toEqual([]);
  });

  test("are known for every Region that a store can live in", async () => {
    const { regionNames } = await import("../../../domain/defaults/regions.ts");
    expect(regionNames.filter((region) => !databaseAuthorities(region).includes("BEGIN CERTIFICATE"))).toEqual([]);
  });

  test("of a Region that has none are an error", () => {
    expect(() => databaseAuthorities("mars-1")).toThrow("mars-1: no authorities of RDS are known");
  });
});

test("what is shipped is what rooms of host/ write, each to a group that is there", () => {
  const { logs } = JSON.parse(contentOf("/etc/xcart/cloudwatch.json"));
  const shipped: { file_path: string; log_group_name: string }[] = logs.logs_collected.files.collect_list;
  expect(new Set(shipped.map(({ log_group_name }) => log_group_name))).toEqual(
    new Set(["/demo-prod/web", "/demo-prod/logins", "/demo-prod/audit"]),
  );
  expect(shipped.map(({ file_path }) => file_path)).toEqual(
    expect.arrayContaining([
      "/var/log/nginx/access.jsonl",
      "/var/log/nginx/*.log",
      "/var/log/xcart/logins.jsonl",
      "/var/log/audit/audit.log",
    ]),
  );
});

test("sudo makes no one root: neither the image's users nor the agent's", () => {
  const lines = contentOf("/etc/sudoers")
    .split("\n")
    .filter((line) => line && !line.startsWith("Defaults"));
  expect(lines).toEqual(["root ALL=(ALL) ALL"]);
});
