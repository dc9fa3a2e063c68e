import { ownProject } from "../offline/project.ts";
import { readStoreSettings } from "../offline/store-settings.ts";
import { faultStatus } from "../text/fault.ts";
import { calendarText, pciReport } from "./report.ts";

/** The command line of `store pci`. */
export interface PciOptions {
  readonly stack: string;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** Runs `store pci`; returns the exit status: 0, or 1 where something is overdue or the settings are wrong, which stderr says. */
export function pci({ stack, json, stacks }: PciOptions): number {
  try {
    const noStore = `${stack}: got an account's stack, expected a store's, which somebody scans`;
    const report = pciReport(readStoreSettings(ownProject(stacks), stack, noStore), new Date());
    console.log(json ? JSON.stringify(report, null, 2) : calendarText(report));
    return report.entries.some(({ status }) => status === "overdue") ? 1 : 0;
  } catch (error) {
    return faultStatus(error);
  }
}
