import type { AccountPartName } from "../../domain/defaults/account-parts.ts";
import { type Policy, wholeStack } from "../model/policy.ts";
import { asksAccount } from "../model/presence.ts";

/** What of a part no other policy asks for, and what happens without it. */
const needed: readonly (readonly [part: AccountPartName, type: string, without: string])[] = [
  ["ec2Defaults", "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", "images can be made public"],
  ["ec2Defaults", "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", "instances start without IMDSv2"],
  ["ec2Defaults", "aws:ec2/serialConsoleAccess:SerialConsoleAccess", "the serial console can be opened unseen"],
  ["diskEncryption", "aws:ebs/defaultKmsKey:DefaultKmsKey", "disks get a key that anyone in the account can use"],
];

export const ec2AccountMissingDefaults: Policy = {
  name: "aws-ec2-account-missing-defaults",
  description: "The account's defaults for images, metadata, the serial console and disks' keys are in its stack.",
  severity: "high",
  controls: [
    {
      key: "EC2-42",
      service: "EC2 / EBS / AMI",
      control: "Account defaults for public images, IMDSv2, the serial console and the key of disks are set",
      pci: ["2.2.1", "3.6.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Leave them to the component RegionDefaults, or say in elsewhere who has them.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-options.html",
  types: [wholeStack],
  check: (_, stack) => {
    const asked = needed.filter(([part]) => asksAccount(stack, part));
    if (asked.length === 0) return undefined;
    return asked
      .filter(([, type]) => stack.ofType(type).length === 0)
      .map(([, type, without]) => `there is no ${type}, without which ${without}; put it back`);
  },
};
