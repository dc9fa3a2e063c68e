import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

const ofVolume = "aws:ebs/snapshot:Snapshot";

export const ec2SnapshotEnableEncryption: Policy = {
  name: "aws-ec2-snapshot-enable-encryption",
  description: "EBS snapshots are encrypted.",
  severity: "high",
  controls: ["EC2-11"],
  remediation: "Set encrypted: true on copies and imports; encrypt the source volume of a snapshot.",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  types: [ofVolume, "aws:ebs/snapshotCopy:SnapshotCopy", "aws:ebs/snapshotImport:SnapshotImport"],
  check: (snapshot, stack) => {
    if (snapshot.type !== ofVolume)
      return snapshot.isTrue("encrypted") ? [] : [`encrypted is ${show(snapshot.get("encrypted"))}; set true`];
    if (snapshot.has("encrypted")) return snapshot.isTrue("encrypted") ? [] : ["encrypted is false; encrypt the volume"];
    const plain = stack.referred(snapshot, "volumeId", ["aws:ebs/volume:Volume"]).filter((volume) => !volume.isTrue("encrypted"));
    return plain.map((volume) => `its volume ${volume.name} is not encrypted; encrypt the volume`);
  },
};
