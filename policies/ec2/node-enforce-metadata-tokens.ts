import { secureMetadata } from "../../domain/defaults/web.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { nodeTypes } from "./types.ts";

export const ec2NodeEnforceMetadataTokens: Policy = {
  name: "aws-ec2-node-enforce-metadata-tokens",
  description: "The metadata service, which has the role's credentials, requires a token (IMDSv2).",
  severity: "high",
  controls: ["EC2-01"],
  remediation: `Set metadataOptions.httpTokens: "${secureMetadata.httpTokens}".`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8",
  types: nodeTypes,
  check: (node) => {
    if (node.text("metadataOptions.httpEndpoint") === "disabled") return [];
    const tokens = node.get("metadataOptions.httpTokens");
    return tokens === secureMetadata.httpTokens ? [] : [`metadataOptions.httpTokens is ${show(tokens)}; set ${secureMetadata.httpTokens}`];
  },
};
