import type { Network } from "../../domain/network/network.ts";

/** A part of a network that can be taken out of it. */
export interface Part {
  readonly kind: "ACL entry" | "rule of a group" | "route" | "endpoint" | "name rule" | "packet rule";
  readonly id: string;
}

/** Everything that lets packets through, or stops them, each part once. */
export function partsOf({ subnets, rules, endpoints, names = [], packets = [] }: Network): Part[] {
  const of = (kind: Part["kind"], all: readonly { readonly id: string }[]): Part[] =>
    [...new Set(all.map(({ id }) => id))].map((id) => ({ kind, id }));
  return [
    ...of(
      "ACL entry",
      subnets.flatMap(({ acl }) => acl.entries),
    ),
    ...of("rule of a group", rules),
    ...of(
      "route",
      subnets.flatMap(({ routes }) => routes),
    ),
    ...of("endpoint", endpoints),
    ...of("name rule", names),
    ...of("packet rule", packets),
  ];
}

/** The network without a part. */
export function without(network: Network, { kind, id }: Part): Network {
  const rest = <T extends { readonly id: string }>(of: Part["kind"], all: readonly T[]): readonly T[] =>
    kind === of ? all.filter((one) => one.id !== id) : all;
  const { names, packets } = network;
  return {
    ...network,
    subnets: network.subnets.map((subnet) => ({
      ...subnet,
      acl: { ...subnet.acl, entries: rest("ACL entry", subnet.acl.entries) },
      // A gateway endpoint takes its routes with it.
      routes: rest("route", subnet.routes).filter(
        ({ target }) => kind !== "endpoint" || target.to !== "endpoint" || target.endpoint !== id,
      ),
    })),
    rules: rest("rule of a group", network.rules),
    endpoints: rest("endpoint", network.endpoints),
    ...(names && { names: rest("name rule", names) }),
    ...(packets && { packets: rest("packet rule", packets) }),
  };
}
