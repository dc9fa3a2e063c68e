import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Config, getStack, RunError } from "@pulumi/pulumi";
import { parse } from "yaml";
import { orderFaults } from "./settings/checks/order.ts";
import { faultReport, valueAt } from "./settings/faults.ts";

/**
 * Throws one RunError, without a stack trace, where the running stack would be patched in another order than its store's files in
 * `folder` allow. A stack whose own file is not there has its files elsewhere (`--config-file`), and is not checked.
 */
export function checkOrder(folder: string): void {
  const stack = getStack();
  const fileOf = (name: string) => join(folder, `Pulumi.${name}.yaml`);
  if (!existsSync(fileOf(stack))) return;
  const faults = orderFaults(stack, new Config().getObject<unknown>("settings"), (other) => settingsIn(fileOf(other)), new Date());
  if (faults.length > 0) throw new RunError(faultReport(stack, faults));
}

/** The settings in another stack's file; undefined where there is none, and null where it is no YAML: `store check` says how. */
function settingsIn(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return valueAt(parse(readFileSync(file, "utf8")), ["config", "xcart-hosting:settings"]) ?? null;
  } catch {
    return null;
  }
}
