import type { Registration } from "./registration.ts";
import type { Properties } from "./wire.ts";

/** A resource as the program sees it after its registration; `computed` are the properties that the program did not set. */
export type ResourceAnswer = (
  registration: Omit<Registration, "id" | "outputs">,
  computed: readonly string[],
) => { id: string; outputs: Properties };

/** The result of a lookup (`getZone`, `getCallerIdentity`, …), or undefined for one that is known only after apply. */
export type LookupAnswer = (token: string, args: Properties) => Properties | undefined;

/** A monitor's replies in place of AWS. */
export interface Answers {
  readonly resource: ResourceAnswer;
  readonly lookup: LookupAnswer;
}

/** Replies before a first `pulumi up`: ids, computed properties and lookups are known only after apply. */
export const nothingKnown: Answers = {
  resource: () => ({ id: "", outputs: {} }),
  lookup: () => undefined,
};
