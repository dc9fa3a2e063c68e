import type { Policy } from "../model/policy.ts";
import { nodeTypes } from "./types.ts";

export const ec2NodeDisallowKeyPair: Policy = {
  name: "aws-ec2-node-disallow-key-pair",
  description: "No node has an SSH key pair: people use Session Manager, which identifies them.",
  severity: "medium",
  controls: ["EC2-06"],
  remediation: "Remove keyName; give the node's role the permissions of Session Manager.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-no-amazon-key-pair.html",
  types: [...nodeTypes, "aws:ec2/keyPair:KeyPair"],
  check: (node) => {
    if (node.type === "aws:ec2/keyPair:KeyPair") return ["a key pair for SSH is created; remove it and use Session Manager"];
    return node.has("keyName") ? ["keyName is set; remove it and use Session Manager"] : [];
  },
};
