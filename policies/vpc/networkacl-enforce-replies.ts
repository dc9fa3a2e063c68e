import { judge } from "../../domain/network/judge.ts";
import type { Policy } from "../model/policy.ts";
import { intendedConversations } from "./intended.ts";
import { bordersOf } from "./simulated-network.ts";

export const vpcNetworkaclEnforceReplies: Policy = {
  name: "aws-vpc-networkacl-enforce-replies",
  description: "Network ACLs that allow a request also allow its reply, on every port that a client may use.",
  severity: "medium",
  controls: [
    {
      key: "NET-19",
      service: "VPC / network",
      control: "Network ACLs allow replies on all ports that load balancers, functions, NAT and instances use as clients",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Allow replies to 1024-65535 for load balancers, NAT gateways or functions, and to 32768-60999 for Linux only.",
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
