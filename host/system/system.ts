import { limitFile } from "../nginx/descriptors.ts";
import type { HostFile, NodeSettings } from "../node.ts";
import { accessFiles } from "./access.ts";
import { auditFile } from "./audit.ts";
import { firewallFile } from "./firewall.ts";
import { integrityFiles } from "./integrity.ts";
import { journalFiles } from "./journal.ts";
import { kernelFiles } from "./kernel.ts";
import { logFiles } from "./logs.ts";

/** Files that harden an Amazon Linux 2023: few services, a firewall, restricted access, and an audit log (docs/decisions/0028). */
export const systemFiles = (settings: NodeSettings): HostFile[] => [
  firewallFile(settings),
  auditFile,
  ...kernelFiles,
  ...accessFiles,
  ...integrityFiles,
  ...journalFiles,
  limitFile,
  ...logFiles(settings),
];
