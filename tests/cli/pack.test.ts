import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { verdictOn } from "../../cli/check/verdict.ts";
import { readGraph } from "../../cli/offline/read-graph.ts";
import { packPolicies } from "../../cli/pack/package.ts";
import { withWaiverPolicy } from "../../policies/model/verdict.ts";
import { policies } from "../../policies/pack.ts";
import { Analyzer } from "../policies/analyzer.ts";

const root = join(import.meta.dirname, "../..");
const urn = (type: string, name: string) => `urn:pulumi:live::blog::${type}::${name}`;
/** What `pulumi stack export` writes of someone else's program. */
const foreign = {
  version: 3,
  deployment: {
    resources: [
      { urn: urn("pulumi:pulumi:Stack", "blog-live"), custom: false, type: "pulumi:pulumi:Stack", outputs: {} },
      {
        urn: urn("aws:ec2/securityGroup:SecurityGroup", "blog"),
        custom: true,
        type: "aws:ec2/securityGroup:SecurityGroup",
        inputs: {},
        outputs: { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] },
      },
    ],
  },
};

let folder = "";
let installed = "";
let graph = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pack-"));
  installed = join(folder, "package");
  graph = join(folder, "export.json");
  writeFileSync(graph, JSON.stringify(foreign));
  const { status } = spawnSync("tar", ["--extract", "--gzip", "--file", await packPolicies(folder), "--directory", folder]);
  expect(status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

const store = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(installed, "store.mjs"), ...args], { cwd: folder, encoding: "utf8" });

test("the package checks another program's export in an empty folder, as store check does here", () => {
  const { status, stdout, stderr } = store("check", "--graph", graph, "--format", "json");
  expect([status, stderr]).toEqual([1, ""]);
  const { resources } = readGraph(graph).deployment;
  const verdict = JSON.parse(JSON.stringify(verdictOn(resources, { stack: "live", file: graph, interrupted: [] })));
  expect(JSON.parse(stdout).stacks).toEqual([verdict]);
  expect(verdict.violations.map(({ policy }: { policy: string }) => policy)).toContain("aws-vpc-securitygroup-disallow-remote-access");
});

test("its command says what it wants", () => {
  expect(store("check").stderr).toBe("error: required option '--graph <file>' not specified\n");
  expect(store("check", "--graph", "gone.json")).toMatchObject({ status: 2, stderr: expect.stringContaining("gone.json") });
});

test("it imports nothing but Node and what its package.json names", () => {
  const { version, dependencies, engines, bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const code = readdirSync(installed).filter((file) => file.endsWith(".mjs"));
  const imports = code.flatMap((file) =>
    [...readFileSync(join(installed, file), "utf8").matchAll(/^(?:import|export)\b[^"'\n]*["']([^."'][^"']*)["'];$/gm)].map(
      ([, name]) => name,
    ),
  );
  const known = [...Object.keys(dependencies), ...builtinModules.map((name) => `node:${name}`), ...builtinModules];
  expect(imports).toContain("@pulumi/policy");
  expect(imports.filter((name) => !known.includes(name ?? ""))).toEqual([]);
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect({ version, dependencies, engines, bin }).toEqual({
    version: own.version,
    dependencies: { "@pulumi/policy": own.dependencies["@pulumi/policy"] },
    engines: own.engines,
    bin: { store: "store.mjs" },
  });
});

test("the engine loads it as a pack that says the same", async () => {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const analyzer = await Analyzer.start(".", installed);
  try {
    expect((await analyzer.info()).getPoliciesList()).toHaveLength(withWaiverPolicy(policies).length);
    const { resources } = readGraph(graph).deployment;
    const said = (await analyzer.analyze(resources)).getDiagnosticsList().map((one) => one.getPolicyname());
    const { violations, advisories } = verdictOn(resources, { stack: "live", file: graph });
    expect(said.sort()).toEqual([...violations, ...advisories].map(({ policy }) => policy).sort());
  } finally {
    analyzer.stop();
  }
});
