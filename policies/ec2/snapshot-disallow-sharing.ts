import type { Policy } from "../model/policy.ts";

export const ec2SnapshotDisallowSharing: Policy = {
  name: "aws-ec2-snapshot-disallow-sharing",
  description: "EBS snapshots are not shared with other accounts, which could create volumes from them.",
  severity: "critical",
  controls: [
    {
      key: "EC2-40",
      service: "EC2 / EBS / AMI",
      control: "EBS snapshots are shared with no other account",
      pci: ["7.3.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Remove the permission; copy backups to another account by a backup plan.",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html",
  types: ["aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission"],
  check: (permission) => [`account ${String(permission.get("accountId"))} may create volumes from the snapshot; remove the permission`],
};
