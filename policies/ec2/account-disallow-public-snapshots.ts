import { type Policy, wholeStack } from "../model/policy.ts";
import { asksAccount } from "../model/presence.ts";
import { show } from "../model/values.ts";

const blockType = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";

export const ec2AccountDisallowPublicSnapshots: Policy = {
  name: "aws-ec2-account-disallow-public-snapshots",
  description: "EBS snapshots cannot be shared publicly.",
  severity: "critical",
  controls: ["EC2-10"],
  remediation: 'Add an aws.ebs.SnapshotBlockPublicAccess with state "block-all-sharing" to the account\'s stack.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-1",
  types: [wholeStack, blockType],
  check: (resource, stack) => {
    if (resource.type === blockType) {
      const state = resource.get("state");
      return state === "block-all-sharing" ? [] : [`state is ${show(state)}; set block-all-sharing`];
    }
    if (!asksAccount(stack, "ec2Defaults")) return undefined;
    return stack.ofType(blockType).length > 0 ? [] : ["nothing blocks public snapshots; add an aws.ebs.SnapshotBlockPublicAccess"];
  },
};
