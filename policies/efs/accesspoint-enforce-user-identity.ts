import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

export const efsAccesspointEnforceUserIdentity: Policy = {
  name: "aws-efs-accesspoint-enforce-user-identity",
  description: "Clients of an access point act as one fixed user, not as the user they claim to be, and not as root.",
  severity: "high",
  controls: ["EFS-03"],
  remediation: "Set posixUser to the uid and gid that the files belong to.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-4",
  types: ["aws:efs/accessPoint:AccessPoint"],
  check: (point) => {
    const at = point.has("posixUser.0") ? "posixUser.0" : "posixUser";
    const [uid, gid] = [point.number(`${at}.uid`), point.number(`${at}.gid`)];
    const more = point.list(`${at}.secondaryGids`).map(Number);
    return [
      ...(uid !== undefined && uid > 0 ? [] : [`the uid of posixUser is ${show(uid)}; set the uid of the application's user`]),
      ...(uid !== undefined && (gid === 0 || more.includes(0))
        ? ["posixUser is in root's group; set the gid of the application's user"]
        : []),
    ];
  },
};
