import type { CostDifference } from "../../domain/prices/difference.ts";
import type { Refusal } from "../../domain/replacements/refused.ts";
import type { ValueChange } from "./values.ts";

/** The findings of `store diff`; `--json` prints it as it is. */
export interface DiffReport {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  /** The stacks in the order of their names; those without a difference too. */
  readonly stacks: readonly StackDiff[];
  /** Reasons why something could not be compared, one sentence each. */
  readonly failures: readonly string[];
}

/** The changes of one stack. */
export interface StackDiff {
  readonly stack: string;
  /** Which state of it this is, as the command line names it: the stack, or a file. */
  readonly state: string;
  /** The other side of the comparison: a ref, a file, another stack. */
  readonly against: string;
  readonly summary: Summary;
  /** The changes, in the order in which the program makes them; deletions come last. */
  readonly changes: readonly ResourceDiff[];
  /** The differences between the stack's outputs. */
  readonly outputs: readonly ValueChange[];
  /** Refused changes: they take production's data, and the settings do not allow it. */
  readonly refused: readonly Refusal[];
  /** Its monthly costs by each side's settings. */
  readonly cost: CostDifference;
  /** Limits of the comparison, one sentence each. */
  readonly notes: readonly string[];
}

/** Numbers of resources that change, by action. */
export interface Summary {
  readonly created: number;
  readonly deleted: number;
  readonly updated: number;
  /** Number of certain changes, or of possible ones. */
  readonly replaced: number;
  /** Those of `replaced` of which the provider decides only at apply. */
  readonly perhapsReplaced: number;
  readonly moved: number;
  /** Those of `replaced` and `deleted` with which data goes. */
  readonly holdingData: number;
}

/** The change of one resource. */
export interface ResourceDiff {
  /** The URN after the change; of a deletion, the one before. */
  readonly urn: string;
  /** Its previous URN, where an alias names it. */
  readonly formerUrn?: string;
  readonly type: string;
  /** The type in words: `RDS instance`. */
  readonly kind: string;
  readonly name: string;
  /** The components that it is in, the outermost first. */
  readonly components: readonly ComponentName[];
  readonly action: "create" | "delete" | "update" | "replace" | "move";
  /** Whether the provider decides only at apply if it is replaced. */
  readonly perhaps: boolean;
  /** Why it is replaced: paths of properties, and URNs of what is replaced before it. */
  readonly because: readonly string[];
  /** Order of a replacement: which of the two exists first. */
  readonly order?: "create-first" | "delete-first";
  /** The loss with the old one, in one clause. */
  readonly loses?: string;
  /** Whether Pulumi refuses to delete it. */
  readonly protected: boolean;
  /** Whether what goes stays in AWS. */
  readonly retained: boolean;
  readonly properties: readonly PropertyDiff[];
}

/** A component as a report names it. */
export interface ComponentName {
  readonly name: string;
  /** The last part of its type: `Network`. */
  readonly type: string;
}

/** One property that differs. */
export interface PropertyDiff extends ValueChange {
  /** Whether it replaces the resource: always, perhaps (the provider decides), or never. */
  readonly forces: "always" | "perhaps" | "never";
  /** Resources that a value comes from now, where only AWS knows it before and after. */
  readonly from?: readonly string[];
}

/** Counts what changes. */
export function summaryOf(changes: readonly ResourceDiff[]): Summary {
  const count = (action: ResourceDiff["action"]) => changes.filter((change) => change.action === action).length;
  return {
    created: count("create"),
    deleted: count("delete"),
    updated: count("update"),
    replaced: count("replace"),
    perhapsReplaced: changes.filter(({ action, perhaps }) => action === "replace" && perhaps).length,
    moved: count("move"),
    holdingData: changes.filter(({ loses }) => loses !== undefined).length,
  };
}

/** Whether a stack costs more or less in a month than before. */
export const costsOtherwise = ({ cost: { usd } }: Pick<StackDiff, "cost">): boolean => usd.from !== 0 || usd.to !== 0;

/** Whether there is anything to tell of a stack. */
export const isTold = (stack: StackDiff): boolean => differs(stack) || costsOtherwise(stack);

/** Whether anything differs. */
export const differs = ({ changes, outputs }: Pick<StackDiff, "changes" | "outputs">): boolean => changes.length + outputs.length > 0;
