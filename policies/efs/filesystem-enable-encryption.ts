import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";

export const efsFilesystemEnableEncryption: Policy = {
  name: "aws-efs-filesystem-enable-encryption",
  description: "Shared files are encrypted.",
  severity: "critical",
  controls: ["EFS-01"],
  remediation: "Set encrypted: true; this replaces the file system, so copy the files first.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-1",
  types: ["aws:efs/fileSystem:FileSystem"],
  check: (files) => demandTrue(files, "encrypted"),
};
