import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

export const efsAccesspointEnforceRootDirectory: Policy = {
  name: "aws-efs-accesspoint-enforce-root-directory",
  description: "Clients of an access point see one directory, not the whole file system.",
  severity: "medium",
  controls: ["EFS-04"],
  remediation: "Set rootDirectory.path to a directory below /.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-3",
  types: ["aws:efs/accessPoint:AccessPoint"],
  check: (point) => {
    const at = point.has("rootDirectory.0") ? "rootDirectory.0" : "rootDirectory";
    const path = point.text(`${at}.path`);
    const created = point.has(`${at}.creationInfo.0`) ? `${at}.creationInfo.0` : `${at}.creationInfo`;
    const mode = point.text(`${created}.permissions`);
    return [
      ...(path === undefined || /^[/.]*$/.test(path) ? [`rootDirectory.path is ${show(path)}; set a directory below /`] : []),
      ...(mode !== undefined && isWritableByAll(mode) ? [`permissions are ${mode}, so that every user may write; set 0750`] : []),
    ];
  },
};

/** Whether all users may write, by the mode's last digit. */
const isWritableByAll = (mode: string): boolean => (Number(mode.at(-1)) & 2) !== 0;
