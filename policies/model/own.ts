import { isUnknown } from "../../domain/graph-values.ts";
import { Own } from "./differences.ts";
import type { Resource } from "./stack.ts";

/**
 * A property of one of some resources, as `property` of `holder` has it: before apply by what Pulumi noted that it is made of, afterwards by
 * its value. `form` is what stands around it.
 */
export const ownValue = (
  what: string,
  { holder, property }: { readonly holder: Resource; readonly property: string },
  targets: readonly Resource[],
  of: string,
  form: (value: string) => string = (value) => value,
): Own =>
  new Own(what, (actual) => {
    if (isUnknown(actual)) return targets.some(({ urn }) => holder.propertyDependencies[property]?.includes(urn) ?? false);
    return targets.some(({ properties }) => {
      const value = properties[of];
      return typeof value === "string" && !isUnknown(value) && form(value) === actual;
    });
  });
