import type { Assumptions } from "./assumptions.ts";

/** What of a resource its price depends on; a resource of a graph is one. */
export interface PricedResource {
  readonly urn: string;
  readonly type: string;
  /** False for components and the stack. */
  readonly custom: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** A quantity or an amount of money between two ends; both are the same where nothing scales. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What costs are added up by, in the order in which they are shown. */
export const groups = [
  "network",
  "web",
  "database",
  "cache",
  "files",
  "protection",
  "backups",
  "logs and alarms",
  "mail",
  "account",
] as const;

/** One of {@link groups}. */
export type Group = (typeof groups)[number];

/** By the hour and by the month whether or not it is used, or by an assumption of use. */
export type Basis = "hour" | "month" | "use";

/** Something that AWS bills for a resource. */
export interface Charge {
  /** In the singular where things are counted: `NAT gateway`. */
  readonly what: string;
  /** Instance class or node type. @default - none */
  readonly size?: string;
  readonly group: Group;
  readonly basis: Basis;
  /** Its price's name in the table. */
  readonly price: string;
  /** How many; null when only AWS knows. */
  readonly count: Span | null;
  /** What is counted: `GB`. @default - things */
  readonly counted?: string;
  /** Units of the price that one of them takes in a month. */
  readonly units: number;
}

/** What a rule knows beside the resource. */
export interface RuleContext {
  readonly assumptions: Assumptions;
  readonly resources: readonly PricedResource[];
  readonly byUrn: ReadonlyMap<string, PricedResource>;
}

/** What of a resource is billed. */
export type Rule = (inputs: Readonly<Record<string, unknown>>, context: RuleContext, resource: PricedResource) => readonly Charge[];

/** Hours of a month, as AWS's own calculator counts them. */
export const HOURS = 730;

/** `count` of something, no more and no less. */
export const exactly = (count: number): Span => ({ from: count, to: count });

/** What each resource of a type has of an amount that they share. */
export function share(amount: number, type: string, { resources }: RuleContext): Span {
  return exactly(amount / Math.max(1, resources.filter((resource) => resource.type === type).length));
}

/** A number among a resource's inputs; undefined where it is none, or not known yet. */
export const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** A text among a resource's inputs; empty where it is none. */
export const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

/** How many entries a list has; null when only AWS knows. */
export const lengthIn = (value: unknown): Span | null => (Array.isArray(value) ? exactly(value.length) : null);
