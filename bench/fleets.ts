import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listStacks, readProject } from "../cli/offline/project.ts";
import { previewFleet } from "../cli/preview/fleet.ts";

/** The model's file under many names: a production store each, with names of its own, in a folder without a staging and an account. */
export function writeStacks(root: string, model: string, folder: string, count: number): void {
  const text = readFileSync(join(readProject(root).stacks, `Pulumi.${model}.yaml`), "utf8");
  const alone = text
    .replace("    patching:\n", "    patching:\n      soak: 0\n")
    .replace(/ {6}delegations:\n( {8}.*\n)+/, "")
    .replace(/ {4}account: .*\n/, "");
  for (let at = 1; at <= count; at++) {
    const name = `shop${String(at).padStart(4, "0")}`;
    writeFileSync(join(folder, `Pulumi.${name}-prod.yaml`), alone.replaceAll("shop.example.com", `${name}.example.com`));
  }
}

/** MiB that the largest worker holds when it checks all stacks of a folder. */
export async function largestWorker(root: string, folder: string): Promise<number> {
  const project = readProject(root, folder);
  const { peakMiB } = await previewFleet(
    project,
    listStacks(project).map((stack) => ({ stack, check: true })),
  );
  return peakMiB;
}
