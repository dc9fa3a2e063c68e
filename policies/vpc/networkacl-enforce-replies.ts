import { judge } from "../../domain/network/judge.ts";
import type { Policy } from "../model/policy.ts";
import { intendedConversations } from "./intended.ts";
import { bordersOf } from "./simulated-network.ts";

export const vpcNetworkaclEnforceReplies: Policy = {
  name: "aws-vpc-networkacl-enforce-replies",
  description: "What a VPC's ACLs let ask they also let be answered, on every port that a caller may ask from.",
  severity: "medium",
  controls: [
    {
      key: "NET-19",
      service: "VPC / network",
      control: "Network ACLs admit replies on all ports that load balancers, functions, NAT and instances call from",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Admit replies to 1024-65535 where load balancers, NAT gateways or functions call, to 32768-60999 where only Linux does.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports",
  types: ["aws:ec2/vpc:Vpc"],
  check: (vpc, stack) => {
    const network = bordersOf(vpc, stack);
    const refusals = intendedConversations(network, stack).flatMap((conversation) => {
      const refusal = judge(network, conversation);
      const { from, to, port } = conversation;
      // What may not even be asked is perhaps meant so.
      return refusal?.ofReply ? [`${from.name} → ${to.name} ${port} is refused by ${refusal.by}: ${refusal.what}`] : [];
    });
    return [...new Set(refusals)];
  },
};
