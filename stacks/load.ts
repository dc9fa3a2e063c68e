import * as pulumi from "@pulumi/pulumi";
import { faultReport } from "./settings/faults.ts";
import { parseSettings, type Settings } from "./settings.ts";

/** Reads the running stack's settings; throws one RunError, without a stack trace, that names every fault. */
export function loadSettings(): Settings {
  const stack = pulumi.getStack();
  const parsed = parseSettings(stack, new pulumi.Config().getObject<unknown>("settings"));
  if (parsed.faults) throw new pulumi.RunError(faultReport(stack, parsed.faults));
  return parsed.settings;
}
