import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import * as sdk from "@pulumi/pulumi";

const root = join(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);

/** What a script prints that finds the recorder in place of the SDK. */
const withRecorder = (script: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ["--import", join(root, "cli/recorder/use.ts"), "--input-type=module", "-e", script], {
      cwd: root,
      encoding: "utf8",
    }),
  );

/** The resource classes and look-ups that programs import, and what they share. */
function classFiles(): string[] {
  const sources = ["components", "stacks"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
  const named = sources.flatMap((text) => [...text.matchAll(/from "(@pulumi\/(?:aws|random|tls)\/[^"]+)"/g)].map(([, name = ""]) => name));
  return [...new Set(named)].sort().map((name) => require.resolve(name));
}

test("the recorder has every name of the SDK, and no other", () => {
  const names = withRecorder('import * as sdk from "@pulumi/pulumi"; console.log(JSON.stringify(Object.keys(sdk)))');
  expect(names).toEqual(
    Object.keys(sdk)
      .filter((name) => !["default", "module.exports"].includes(name))
      .sort(),
  );
});

test("what it has of each name but these is its own", () => {
  const script = `
    import * as sdk from "@pulumi/pulumi";
    const refused = Object.entries(sdk).filter(([, value]) => { try { value.anything; return false; } catch { return typeof value === "function"; } });
    console.log(JSON.stringify(refused.map(([name]) => name)));`;
  const refused = withRecorder(script);
  expect(refused).toContain("deferredOutput");
  for (const name of ["Output", "ComponentResource", "interpolate", "jsonStringify", "StackReference"]) expect(refused).not.toContain(name);
});

test("the resource classes call nothing of the SDK but what the recorder has", () => {
  const files = classFiles();
  expect(files.length).toBeGreaterThan(150);
  // Their comments are examples of what programs do.
  const sources = files.map((file) => readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, ""));
  const used = sources.flatMap((text) => [...text.matchAll(/\bpulumi\.(\w+(?:\.\w+)?)/g)].map(([, name = ""]) => name));
  // `runtime.call` is of methods of providers, which throw by name.
  const known = ["CustomResource", "ProviderResource", "mergeOptions", "output", "runtime.invoke", "runtime.invokeOutput", "secret"];
  expect([...new Set(used)].sort()).toEqual([...known, "runtime.call"].sort());
});

test.each([
  ["import { deferredOutput } from '@pulumi/pulumi'; deferredOutput();", "deferredOutput"],
  ["import { dynamic } from '@pulumi/pulumi'; new dynamic.Resource();", "dynamic.Resource"],
  ["import { runtime } from '@pulumi/pulumi'; runtime.isDryRun();", "runtime.isDryRun"],
  ["import { log } from '@pulumi/pulumi'; log.levels;", "log.levels"],
  ["import { Config } from '@pulumi/pulumi'; new Config('a').requireSecret('b');", "Config.requireSecret"],
  ["import { asset } from '@pulumi/pulumi'; new asset.RemoteAsset('a');", "asset.RemoteAsset"],
  ["import { CustomResource } from '@pulumi/pulumi'; new CustomResource('a:b:c', 'd', {}, { hooks: {} });", "resource option hooks"],
  ["import '@pulumi/pulumi/automation';", "automation"],
])("%s throws by name", (script, name) => {
  const caught = `const run = () => import("data:text/javascript," + encodeURIComponent(${JSON.stringify(script)}));`;
  const file = withRecorder(`
    import { createRequire, registerHooks } from "node:module";
    import * as runtime from "@pulumi/pulumi/runtime";
    runtime.setMockOptions({}, "p", "s", true, "o");
    ${caught}
    console.log(JSON.stringify(await run().then(() => "nothing", (error) => error.message)));`);
  expect(file).toBe(
    `@pulumi/pulumi ${name}: not in the offline recorder, expected a feature that it has; --engine sdk runs Pulumi's own SDK`,
  );
});
