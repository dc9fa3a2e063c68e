import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Config, getStack, RunError } from "@pulumi/pulumi";
import { parse } from "yaml";
import { faultReport, valueAt } from "./settings/faults.ts";
import { orderFaults } from "./settings/order.ts";

/**
 * Throws one RunError, without a stack trace, where the running stack would be patched in another order than its store's files allow;
 * they are beside this one (Pulumi.yaml, stackConfigDir). For Pulumi's own runs: an offline preview reads the folder that it is told.
 * A stack whose own file is not here has its files elsewhere (`--config-file`), where only `store check` sees them.
 */
export function checkOrder(): void {
  const stack = getStack();
  if (!existsSync(fileOf(stack))) return;
  const faults = orderFaults(stack, new Config().getObject<unknown>("settings"), settingsBeside, new Date());
  if (faults.length > 0) throw new RunError(faultReport(stack, faults));
}

const fileOf = (stack: string) => join(import.meta.dirname, `Pulumi.${stack}.yaml`);

/** The settings in another stack's file; undefined where there is none, and null where it is no YAML: `store check` says how. */
function settingsBeside(stack: string): unknown {
  if (!existsSync(fileOf(stack))) return undefined;
  try {
    return valueAt(parse(readFileSync(fileOf(stack), "utf8")), ["config", "xcart-hosting:settings"]) ?? null;
  } catch {
    return null;
  }
}
