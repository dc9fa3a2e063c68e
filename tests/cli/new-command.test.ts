import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { parse } from "yaml";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "new-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const store = (...args: string[]) => {
  const script = fileURLToPath(new URL("../../cli/store.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "new", ...args], { encoding: "utf8", cwd: folder });
  return { status, stdout: stdout.trimEnd().split("\n"), stderr: stderr.trimEnd().split("\n") };
};

test("`store new` prints the files and what to run next", () => {
  const contacts = ["--contact", "a@example.com", "--contact", "b@example.com"];
  const rest = ["--domain", "shop.example.com", "--zone", "example.com", "--region", "us-east-1", "--xcart", "5.5", "--dir", "."];
  expect(store(...contacts, "shop", ...rest, "--environments", "prod,dev")).toEqual({
    status: 0,
    stdout: [
      "written",
      "  Pulumi.shop-prod.yaml  shop.example.com      10.20.0.0/16",
      "  Pulumi.shop-dev.yaml   dev.shop.example.com  10.21.0.0/16",
      "next",
      "  npx store preview shop-prod --stacks .",
      "  npx store preview shop-dev --stacks .",
      "  npx store doctor shop-prod    the account and Pulumi's state come first: docs/first-deployment.md",
      "  npx pulumi up -s shop-prod --config-file Pulumi.shop-prod.yaml",
      "  npx pulumi up -s shop-dev --config-file Pulumi.shop-dev.yaml",
      "  npx store release push shop-prod --distribution FILE    X-Cart: docs/first-deployment.md",
    ],
    stderr: [""],
  });
  const file = parse(readFileSync(join(folder, "Pulumi.shop-prod.yaml"), "utf8"));
  expect(file.config["xcart-hosting:settings"].contacts).toEqual(["a@example.com", "b@example.com"]);
});

test("`store new` without anything names every option that is missing, and fails", () => {
  const { status, stderr } = store("--dir", ".");
  expect(status).toBe(1);
  expect(stderr.map((sentence) => sentence.split(":")[0])).toEqual(["NAME", "--region", "--domain", "--zone", "--xcart", "--contact"]);
});
