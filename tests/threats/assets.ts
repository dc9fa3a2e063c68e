import { accountId, region } from "./names.ts";
import type { Thing, World } from "./world.ts";

/** What becomes of a thing. */
export const effects = ["reads", "changes", "destroys"] as const;

/** One of {@link effects}. */
export type Effect = (typeof effects)[number];

/** Something that an attacker is after. */
export interface Asset {
  readonly name: string;
  /** What it consists of. */
  readonly of: (world: World) => readonly Target[];
  /** Patterns of IAM's actions by what they do to it; the first that fits counts. A read, write or change of permissions that is in none is a fault. */
  readonly destroys?: string;
  readonly changes?: string;
  readonly reads?: string;
  /** What neither shows nor changes anything that matters, or is refused by AWS itself. */
  readonly harmless?: string;
  /** The service through which a key is asked for anyone who reads. @default - no key of ours, or the service has a grant */
  readonly underKey?: string;
}

/** A part of an asset. */
export interface Target {
  readonly thing: Thing;
  /** ARNs by which calls name it: its own, its contents'. */
  readonly arns: readonly string[];
  /** Services whose actions name it beside its own. @default - none */
  readonly also?: readonly string[];
  /** Condition keys that AWS sends along, beside its stack's tag. @default - none */
  readonly context?: Readonly<Record<string, string>>;
}

/** All things of a type, or those of a stack with certain names. */
export const all =
  (type: string, stack: string, name = /^/, arns: (arn: string) => readonly string[] = (arn) => [arn]) =>
  ({ things }: World): Target[] =>
    things
      .filter((thing) => thing.type === type && thing.stack === stack && name.test(thing.name))
      .map((thing) => ({ thing, arns: arns(thing.arn) }));

/** One thing that AWS makes beside what a stack makes, or of another stack. */
export const beside =
  (stack: string, name: string, arn: string, more: Pick<Target, "also" | "context"> = {}): Asset["of"] =>
  () => [{ thing: { stack, type: "", name, physicalName: name, arn, id: name, inputs: {} }, arns: [arn], ...more }];

/** An ARN of the account and its Region, by service and what stands behind. */
export const here = (service: string, rest: string): string => `arn:aws:${service}:${region}:${accountId}:${rest}`;

/** Several parts together. */
export const together =
  (...parts: readonly Asset["of"][]): Asset["of"] =>
  (world) =>
    parts.flatMap((part) => part(world));
