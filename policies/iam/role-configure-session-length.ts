import type { Policy } from "../model/policy.ts";

/** A working day, in seconds. */
const maxSeconds = 8 * 3600;

export const iamRoleConfigureSessionLength: Policy = {
  name: "aws-iam-role-configure-session-length",
  description: "Sessions end after at most a working day.",
  severity: "medium",
  controls: ["IAM-15"],
  remediation: "Set maxSessionDuration to 28800 seconds or less, sessionDuration to PT8H or less.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html",
  types: ["aws:iam/role:Role", "aws:ssoadmin/permissionSet:PermissionSet"],
  check: (role) => {
    // One hour is AWS's default for both.
    if (role.type === "aws:iam/role:Role") {
      const seconds = role.number("maxSessionDuration") ?? 3600;
      return seconds <= maxSeconds ? [] : [`maxSessionDuration is ${seconds}; set ${maxSeconds} or less`];
    }
    const duration = role.text("sessionDuration") ?? "PT1H";
    return seconds(duration) <= maxSeconds ? [] : [`sessionDuration is ${duration}; set PT8H or less`];
  },
};

/** The seconds of an ISO 8601 duration; without end where it is none. */
function seconds(duration: string): number {
  const [, hours = "0", minutes = "0", rest = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration) ?? [undefined, "Infinity"];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}
