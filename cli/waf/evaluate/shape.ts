import { isUnknown } from "../../../domain/graph-values.ts";
import { isRecord } from "../../../domain/values.ts";
import { asList } from "../../../policies/model/values.ts";

/** A block of a rule, in the form in which a program writes it and an export has it: blocks that are not there may be null. */
export type Block = Readonly<Record<string, unknown>>;

/** A block, also where it is a list of one; undefined where there is none. */
export const blockOf = (value: unknown): Block | undefined => asList(value).find(isRecord);

/** Each block of a list. */
export const blocksOf = (value: unknown): Block[] => asList(value).filter(isRecord);

/** The only block that is set of several to choose from: `{uriPath: {}}`. */
export function chosen(block: Block): readonly [kind: string, content: Block] | undefined {
  const found = Object.entries(block).find(([, value]) => asList(value).length > 0);
  return found && [found[0], blockOf(found[1]) ?? {}];
}

/** A text that is known; empty for anything else. */
export const textOf = (value: unknown): string => (typeof value === "string" && !isUnknown(value) ? value : "");

/** The texts of a list. */
export const textsOf = (value: unknown): string[] => asList(value).filter((text) => typeof text === "string");

/** A number, also one written as text; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
