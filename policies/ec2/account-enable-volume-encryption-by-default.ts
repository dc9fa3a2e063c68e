import { type Policy, wholeStack } from "../model/policy.ts";
import { asksAccount } from "../model/presence.ts";

const settingType = "aws:ebs/encryptionByDefault:EncryptionByDefault";

export const ec2AccountEnableVolumeEncryptionByDefault: Policy = {
  name: "aws-ec2-account-enable-volume-encryption-by-default",
  description: "The account encrypts every new EBS volume in the Region by default.",
  severity: "high",
  controls: ["EC2-09"],
  remediation: "Add an aws.ebs.EncryptionByDefault with enabled: true to the account's stack.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-7",
  types: [wholeStack, settingType],
  check: (resource, stack) => {
    if (resource.type === settingType) return resource.has("enabled") && !resource.isTrue("enabled") ? ["enabled is false; set true"] : [];
    if (!asksAccount(stack, "diskEncryption")) return undefined;
    return stack.ofType(settingType).length > 0 ? [] : ["nothing enables encryption by default; add an aws.ebs.EncryptionByDefault"];
  },
};
