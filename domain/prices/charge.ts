import type { Assumptions } from "./assumptions.ts";

/** The part of a resource that its price depends on; a resource of a graph is one. */
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

/** Groups that costs are added up by, in the order in which they are shown. */
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

/** The basis of a price: by the hour or the month, used or not, or by an assumption of use. */
export type Basis = "hour" | "month" | "use";

/** Something that AWS bills for a resource. */
export interface Charge {
  /** The item, in the singular where things are counted: `NAT gateway`. */
  readonly what: string;
  /** Instance class or node type. @default - none */
  readonly size?: string;
  readonly group: Group;
  readonly basis: Basis;
  /** Its price's name in the table. */
  readonly price: string;
  /** The number; null when only AWS knows. */
  readonly count: Span | null;
  /** The unit of the count: `GB`. @default - things */
  readonly counted?: string;
  /** Units of the price that one of them takes in a month. */
  readonly units: number;
}

/** Context of a rule beside the resource. */
export interface RuleContext {
  readonly assumptions: Assumptions;
  readonly resources: readonly PricedResource[];
  readonly byUrn: ReadonlyMap<string, PricedResource>;
}

/** A rule for the billed items of a resource. */
export type Rule = (inputs: Readonly<Record<string, unknown>>, context: RuleContext, resource: PricedResource) => readonly Charge[];

/** Hours of a month, as AWS's own calculator counts them. */
export const HOURS = 730;

/** `count` of something, no more and no less. */
export const exactly = (count: number): Span => ({ from: count, to: count });

/** The share of each resource of a type in an amount. */
export function share(amount: number, type: string, { resources }: RuleContext): Span {
  return exactly(amount / Math.max(1, resources.filter((resource) => resource.type === type).length));
}

/** A number among a resource's inputs; undefined where it is none, or not known yet. */
export const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** A text among a resource's inputs; empty where it is none. */
export const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

/** Number of entries of a list; null when only AWS knows. */
export const lengthIn = (value: unknown): Span | null => (Array.isArray(value) ? exactly(value.length) : null);
