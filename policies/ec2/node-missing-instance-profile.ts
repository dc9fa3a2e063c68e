import type { Policy } from "../model/policy.ts";
import { isTemplate, nodeTypes } from "./types.ts";

export const ec2NodeMissingInstanceProfile: Policy = {
  name: "aws-ec2-node-missing-instance-profile",
  description: "Each node has a role, so that no access keys are stored on it.",
  severity: "medium",
  controls: ["EC2-05"],
  remediation: "Set iamInstanceProfile to a profile with a role for what the node does.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/ec2-instance-profile-attached.html",
  types: nodeTypes,
  check: (node) => {
    const places = isTemplate(node) ? ["iamInstanceProfile.arn", "iamInstanceProfile.name"] : ["iamInstanceProfile"];
    return places.some((place) => node.has(place)) ? [] : ["iamInstanceProfile is unset; name an instance profile"];
  },
};
