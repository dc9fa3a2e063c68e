import { limitFile } from "../nginx/descriptors.ts";
import type { HostFile, NodeSettings } from "../node.ts";
import { accessFiles } from "./access.ts";
import { auditFile } from "./audit.ts";
import { firewallFile } from "./firewall.ts";
import { integrityFiles } from "./integrity.ts";
import { journalFiles } from "./journal.ts";
import { kernelFiles } from "./kernel.ts";
import { logFiles } from "./logs.ts";

/** What makes an Amazon Linux 2023 a node of a store: few services, closed doors, and a record of what happens (docs/decisions/0028). */
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
