import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { programOf } from "../../cli/offline/program.ts";
import { readProject } from "../../cli/offline/project.ts";
import { previewStack } from "../../cli/preview/stack.ts";

test("a resource in the file that package.json's main names is previewed and judged, in each run", async () => {
  const project = readProject(join(import.meta.dirname, "fixtures/own-main"));
  for (const stack of ["demo-dev", "demo-account"]) {
    const { failure, preview, verdict } = await previewStack(project, { stack, check: true });
    expect(failure).toBeUndefined();
    expect(preview?.tree.kinds).toContainEqual({ kind: "bucket policy", count: 2 });
    const found = verdict?.violations.filter(({ policy }) => policy === "aws-s3-bucket-disallow-public-read").map(({ urn }) => urn);
    expect(found?.map((urn) => urn.split("::").at(-1))).toEqual(["beside-the-function", "within-the-function"]);
  }
});

describe("a project", () => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "program-"));
    mkdirSync(join(root, "app"));
    writeFileSync(join(root, "app/package.json"), JSON.stringify({ type: "module", main: "start.mjs" }));
    writeFileSync(join(root, "app/start.mjs"), "export const url = 'https://shop.example.com/';\n");
  });
  afterAll(() => rmSync(root, { recursive: true }));
  const project = (main?: string) => {
    writeFileSync(join(root, "Pulumi.yaml"), `name: shop\nruntime: nodejs\n${main === undefined ? "" : `main: ${main}\n`}`);
    return readProject(root);
  };

  test("may name the file or its folder in Pulumi.yaml, and have named exports for outputs", async () => {
    for (const main of ["app", "app/start.mjs"])
      expect(await programOf(project(main))()).toMatchObject({ url: "https://shop.example.com/" });
  });

  test("whose file is not there is refused in one sentence", () => {
    expect(() => programOf(project("app/gone.ts"))).toThrow(
      `Pulumi.yaml: main: got ${join(root, "app/gone.ts")}, which is not a file, expected the file that Pulumi runs`,
    );
    expect(() => programOf(project())).toThrow(/package\.json: cannot be read \(.*ENOENT/);
    writeFileSync(join(root, "package.json"), "{}");
    expect(() => programOf(project())).toThrow(
      `${join(root, "package.json")}: main is missing, expected the file that Pulumi runs, such as stacks/index.ts`,
    );
  });
});
