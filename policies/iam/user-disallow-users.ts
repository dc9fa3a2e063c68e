import type { Policy } from "../model/policy.ts";

const what: Readonly<Record<string, string>> = {
  "aws:iam/user:User": "is an IAM user",
  "aws:iam/userLoginProfile:UserLoginProfile": "is a password of an IAM user",
  "aws:iam/accessKey:AccessKey": "is a long-lived access key",
  "aws:iam/sshKey:SshKey": "is a key of an IAM user",
  "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": "is a long-lived credential",
  "aws:iam/signingCertificate:SigningCertificate": "is a certificate of an IAM user",
};

export const iamUserDisallowUsers: Policy = {
  name: "aws-iam-user-disallow-users",
  description: "People use single sign-on, programs use roles: there are no IAM users, passwords or access keys.",
  severity: "high",
  controls: ["IAM-11"],
  remediation: "Use IAM Identity Center for people, roles for what runs in AWS, OpenID Connect for CI.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
  types: Object.keys(what),
  check: (user) => [`${what[user.type] ?? "is an IAM user"}; use a role`],
};
