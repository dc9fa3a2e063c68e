import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

export const efsAccesspointEnforceRootDirectory: Policy = {
  name: "aws-efs-accesspoint-enforce-root-directory",
  description: "Whoever mounts through an access point sees one directory, not the whole file system.",
  severity: "medium",
  controls: ["EFS-04"],
  remediation: "Set rootDirectory.path to a directory below /.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-3",
  types: ["aws:efs/accessPoint:AccessPoint"],
  check: (point) => {
    const path = point.text("rootDirectory.path") ?? point.text("rootDirectory.0.path");
    return path !== undefined && path !== "/" ? [] : [`rootDirectory.path is ${show(path)}; set a directory below /`];
  },
};
