import { orders } from "../../domain/provisioning/order.ts";
import type { GraphResource } from "../offline/graph.ts";
import { type Act, type Chain, type Edge, longestChain } from "./longest.ts";

/** An event that people wait for, and the chain that decides how long. */
export interface Waited {
  readonly what: string;
  readonly act: Act;
  readonly chain: Chain;
}

/** Resources that a change of the nodes changes: their files, their template, and the group that takes it. */
const ofNodes: readonly string[] = [
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:autoscaling/group:Group",
];

/** The chains of a stack's first update, of a change of its nodes where it has some, and of its end. */
export function chainsOf(resources: readonly GraphResource[]): readonly Waited[] {
  const all: readonly Waited[] = [
    { what: "a first `pulumi up`", act: "create", chain: longestChain(resources, "create") },
    { what: "a change of the nodes", act: "update", chain: longestChain(resources, "update", ({ type }) => ofNodes.includes(type)) },
    { what: "`pulumi destroy`", act: "destroy", chain: longestChain(resources, "destroy") },
  ];
  return all.filter(({ chain }) => chain.seconds > 0);
}

/** Waits that delay the whole, need no value, and are not argued for in domain/provisioning/order.ts; a sentence each. */
export function needlessIn({ act, chain: { edges } }: Waited): string[] {
  const needless = edges.filter((edge) => edge.wait === "order" && edge.slack === 0 && !isArgued(act, edge));
  return needless.map(
    ({ from, to }) => `${to} waits for ${from} (${act}), and no value of it: drop it, or say why in domain/provisioning/order.ts`,
  );
}

function isArgued(act: Act, { from, to }: Edge): boolean {
  // What is deleted first was made last.
  const [first, last] = (act === "destroy" ? [to, from] : [from, to]).map(typeOf);
  return orders.some((order) => order.from === first && order.to === last);
}

const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";
