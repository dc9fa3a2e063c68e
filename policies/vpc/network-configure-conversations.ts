import { trustStoreHost, xcartHosts } from "../../domain/defaults/hosts.ts";
import { submissionPorts } from "../../domain/defaults/ports.ts";
import { neededConversations, type StoreFacts } from "../../domain/network/conversations.ts";
import { heldOf, refusedOf, type Scene } from "../../domain/network/expand.ts";
import { refusedConversations } from "../../domain/network/refused-conversations.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { loadBalancerTypes } from "./carriers.ts";
import { sceneOf } from "./participants.ts";

export const vpcNetworkConfigureConversations: Policy = {
  name: "aws-vpc-network-configure-conversations",
  description:
    "In a store's network every connection that it needs works, request and reply, and every forbidden one fails: by groups, ACLs, routes, endpoints and allow-lists together.",
  severity: "high",
  controls: [
    {
      key: "NET-18",
      service: "VPC / network",
      control: "Every connection that is needed works past all borders, and no other (groups, ACLs, routes, endpoints, names)",
      pci: ["1.2.5", "1.3.1", "1.3.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Allow what the message names, at each border and for replies too; or deny it, if the connection must fail.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports",
  types: ["aws:ec2/vpc:Vpc"],
  check: (vpc, stack) => {
    if (!isOurs(vpc, stack)) return undefined;
    const scene = sceneOf(vpc, stack);
    const facts = factsOf(scene, stack);
    const refused = neededConversations(facts).flatMap((row) => refusedOf(row, scene));
    // Where a route's end is not known, what is not refused is not therefore held.
    if (!isKnown(scene)) return refused;
    return [...refused, ...refusedConversations(facts).flatMap((row) => heldOf(row, scene).map((held) => `${held}, and must fail`))];
  },
};

const isKnown = ({ network }: Scene): boolean =>
  network.subnets.every(({ routes }) => routes.every(({ target }) => target.to !== "unknown"));

/** Whether a network is a store's own; only its connections are known. */
const isOurs = (vpc: Resource, stack: Stack): boolean =>
  vpc.parent !== undefined && stack.find(vpc.parent)?.type === "xcart-hosting:index:Network";

function factsOf({ network, region }: Scene, stack: Stack): StoreFacts {
  const port = submissionPorts.find((one) => network.rules.some(({ direction, ports }) => direction === "egress" && ports[0] === one));
  const signsIn = stack
    .ofType("aws:lb/listenerRule:ListenerRule")
    .some((rule) => rule.list("actions").some((_, i) => rule.text(`actions.${i}.type`)?.startsWith("authenticate-")));
  return {
    region,
    storeNames: namesOf(stack),
    hosts: [...xcartHosts, trustStoreHost],
    // The provider of mail is not in a graph; another host that every list has stands for it.
    ...(port !== undefined && { mail: { host: xcartHosts[0], port } }),
    ...(signsIn && { identityProvider: "the identity provider" }),
  };
}

/** The names that lead to the load balancer. */
function namesOf(stack: Stack): string[] {
  const records = stack
    .ofType("aws:route53/record:Record")
    .filter((record) => record.has("aliases") && stack.referred(record, "aliases", loadBalancerTypes).length > 0);
  return [...new Set(records.flatMap((record) => record.text("name") ?? []))];
}
