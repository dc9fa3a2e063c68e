import type { Resource } from "../../../policies/model/stack.ts";
import type { Reader } from "./context.ts";
import type { Field } from "./fields.ts";

/** The state that the statements of a web ACL share while they are compiled. */
export interface Scope {
  /** Name of the web ACL. */
  readonly acl: string;
  /** Name of the rule. */
  readonly rule: string;
  readonly sets: SetFinder;
  readonly readers: Readers;
  /** Length of each rate window, in seconds; a rate statement adds its own. */
  readonly windows: number[];
}

/** Finds the set that a statement of a rule refers to; a text that says why where it is not known. */
export type SetFinder = (rule: string, reference: unknown, type: string) => FoundSet | string;

/** An IP set or a set of regular expressions. */
export interface FoundSet {
  readonly set: Resource;
  /** Name of the set in a sentence. */
  readonly name: string;
  /** Addresses that it is to have as well. */
  readonly added: readonly string[];
}

/** The readers of a web ACL: the same component with the same transformations is read once for all statements. */
export class Readers {
  readonly list: Reader[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a field's reader; `identity` is what was written, the same for the same. */
  number(identity: string, field: Field): number {
    const known = this.numbers.get(identity);
    if (known !== undefined) return known;
    this.list.push(field.read);
    this.numbers.set(identity, this.list.length - 1);
    return this.list.length - 1;
  }
}
