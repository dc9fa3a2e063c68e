import type { Policy } from "../model/policy.ts";

export const efsFilesystemDisallowSingleZone: Policy = {
  name: "aws-efs-filesystem-disallow-single-zone",
  description: "A production store's shared files are kept in several zones.",
  severity: "medium",
  controls: ["EFS-05"],
  remediation: "Remove availabilityZoneName; this replaces the file system.",
  url: "https://docs.aws.amazon.com/efs/latest/ug/availability-durability.html",
  types: ["aws:efs/fileSystem:FileSystem"],
  check: (files, stack) => {
    if (stack.environment !== "prod") return undefined;
    return files.has("availabilityZoneName") ? ["availabilityZoneName is set, so that files are in one zone only; remove it"] : [];
  },
};
