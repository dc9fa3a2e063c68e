import type { Policy } from "../model/policy.ts";

const memberships = ["aws:iam/groupMembership:GroupMembership", "aws:iam/userGroupMembership:UserGroupMembership"];

export const iamGroupMissingMembers: Policy = {
  name: "aws-iam-group-missing-members",
  description: "Each group has users, and each user is in a group.",
  severity: "low",
  controls: ["IAM-10"],
  remediation: "Add a UserGroupMembership, or delete the unused group or user.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/iam-group-has-users-check.html",
  types: ["aws:iam/group:Group", "aws:iam/user:User"],
  check: (subject, stack) => {
    const isGroup = subject.type === "aws:iam/group:Group";
    const properties = isGroup ? ["group", "groups"] : ["user", "users"];
    const joined = properties.some((property) => stack.referring(subject, property, memberships).length > 0);
    return joined ? [] : [isGroup ? "has no users; add some or delete it" : "is in no group; add it to one"];
  },
};
