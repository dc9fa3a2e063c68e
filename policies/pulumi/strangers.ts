import type { Resource, Stack } from "../model/stack.ts";
import { type NameFound, namesFound, type Party } from "./names-found.ts";
import { isKnown } from "./names-known.ts";

/**
 * A sentence for each name of somebody who is neither the stack, nor AWS, nor in the settings; undefined where a resource names nobody of
 * those `parties`.
 */
export function strangers(resource: Resource, stack: Stack, parties: readonly Party[]): string[] | undefined {
  const found =
    namesFound(stack)
      .get(resource)
      ?.filter(({ party }) => parties.includes(party)) ?? [];
  if (found.length === 0) return undefined;
  return found.filter((one) => !isKnown(one, stack)).map(sentence);
}

const sentence = ({ party, name, path }: NameFound): string =>
  `${path} names the ${party} ${name}, which is neither the stack's nor in the settings; take it away, or name it there`;
