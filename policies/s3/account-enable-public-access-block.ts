import { demandTrue } from "../model/demands.ts";
import { type Policy, wholeStack } from "../model/policy.ts";
import { asksHome } from "../model/presence.ts";
import { blockSettings } from "./bucket-enable-public-access-block.ts";

const accountBlock = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";

export const s3AccountEnablePublicAccessBlock: Policy = {
  name: "aws-s3-account-enable-public-access-block",
  description: "No bucket of the account can be made public.",
  severity: "high",
  controls: ["S3-01"],
  remediation: "Add an AccountPublicAccessBlock with all four settings true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-1",
  types: [wholeStack, accountBlock],
  check: (resource, stack) => {
    if (resource.type === accountBlock) return blockSettings.flatMap((setting) => demandTrue(resource, setting));
    if (!asksHome(stack, "publicAccessBlock")) return undefined;
    return stack.ofType(accountBlock).length > 0
      ? []
      : ["the account has no AccountPublicAccessBlock; add one with all four settings true"];
  },
};
