import { output } from "@pulumi/pulumi";
import type { NetworkSubnet } from "../../components/network/network.ts";
import { planSubnets, type Tier } from "../../components/network/plan.ts";
import type { Registration } from "../support/offline.ts";

/** The account and Region of every fixture. */
export const accountId = "123456789012";
export const region = "eu-central-1";
export const zones = ["euc1-az1", "euc1-az2", "euc1-az3"] as const;

/** The registrations of one type, such as `aws:ec2/route:Route`, by name: their order depends on what each waits for. */
export function ofType(registrations: readonly Registration[], type: string): Registration[] {
  return registrations.filter((registration) => registration.type === type).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The only registration of a type, or the one of that name; throws for none and for several. */
export function only(registrations: readonly Registration[], type: string, name?: string): Registration {
  const found = ofType(registrations, type).filter((registration) => name === undefined || registration.name === name);
  const [first, ...others] = found;
  if (!first || others.length > 0) throw new Error(`${type} ${name ?? ""}: got ${found.length}, expected one`);
  return first;
}

/** The inputs of a type's registrations, by name. */
export function inputsByName(registrations: readonly Registration[], type: string): Record<string, unknown> {
  return Object.fromEntries(ofType(registrations, type).map(({ name, inputs }) => [name, inputs]));
}

/** `<type> <name>` of every registration, sorted. */
export function listed(registrations: readonly Registration[]): string[] {
  return registrations.map(({ type, name }) => `${type} ${name}`).sort();
}

/** Inputs without those that only name things: tags and descriptions have no effect that a test of behaviour is after. */
export function withoutTags({ inputs }: Registration): Record<string, unknown> {
  const { tags, ...rest } = inputs;
  return rest;
}

/** The value of an input as text; throws for anything else. */
export function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error(`got ${JSON.stringify(value)}, expected text`);
  return value;
}

/** A tier's subnets of 10.20.0.0/16 as a network hands them on: ids `<name>-id`, route tables `<name>-routes`. */
export function subnetsOf(tier: Tier, zoneCount = 3): NetworkSubnet[] {
  return planSubnets("10.20.0.0/16", zones.slice(0, zoneCount))
    .filter((subnet) => subnet.tier === tier)
    .map((subnet) => ({ ...subnet, id: output(`${subnet.name}-id`), routeTableId: output(`${subnet.name}-routes`) }));
}
