import type { Resource, Stack } from "../model/stack.ts";
import { type NameFound, namesFound, type Party } from "./names-found.ts";
import { isKnown } from "./names-known.ts";

/**
 * A sentence for each name in a resource that is neither the stack's, nor AWS's, nor in the settings; undefined if the resource names none of
 * those `parties`.
 */
export function foreignNames(resource: Resource, stack: Stack, parties: readonly Party[]): string[] | undefined {
  const found =
    namesFound(stack)
      .get(resource)
      ?.filter(({ party }) => parties.includes(party)) ?? [];
  if (found.length === 0) return undefined;
  return found.filter((one) => !isKnown(one, stack)).map(sentence);
}

const sentence = ({ party, name, path }: NameFound): string =>
  `${path} names the ${party} ${name}, which is neither the stack's nor in the settings; remove it, or name it there`;
