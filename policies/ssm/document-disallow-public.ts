import type { Policy } from "../model/policy.ts";
import { asList, read } from "../model/values.ts";
import { documentType } from "./types.ts";

export const ssmDocumentDisallowPublic: Policy = {
  name: "aws-ssm-document-disallow-public",
  description: "No Systems Manager document is public.",
  severity: "high",
  controls: ["SSM-04"],
  remediation: "Name the accounts in permissions.accountIds.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-4",
  types: [documentType],
  check: (document) => {
    const shared = asList(document.get("permissions.accountIds")).flatMap((ids) => String(ids).split(","));
    const type = read(document.properties, "permissions.type");
    return type !== undefined && shared.some((id) => id.trim().toLowerCase() === "all")
      ? ["permissions.accountIds is All, which makes the document public; name the accounts"]
      : [];
  },
};
