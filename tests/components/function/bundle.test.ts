import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { buildSync } from "esbuild";
import { bundledFrom } from "../../../components/function/bundle.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const handlers = readdirSync(join(root, "functions"), { withFileTypes: true })
  .map(({ name }) => `functions/${name}/handler.ts`)
  .filter((path) => statSync(join(root, path), { throwIfNoEntry: false }));

test("whatever gets into a bundle is looked at before an old bundle is taken", () => {
  expect(handlers.length).toBeGreaterThan(5);
  const { metafile } = buildSync({
    ...{ entryPoints: handlers, absWorkingDir: root, bundle: true, packages: "external", platform: "node", format: "esm" },
    ...{ outdir: "dist", write: false, metafile: true },
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs).toEqual(expect.arrayContaining(handlers));
  expect(inputs.filter((path) => !bundledFrom.some((folder) => path.startsWith(`${folder}/`)))).toEqual([]);
});
