import { parse } from "yaml";
import { type Folder, storeMember } from "../../stacks/settings/across/folder.ts";
import { createdZone, zonesToDelegate } from "../../stacks/settings/across/zones.ts";
import { acrossFaults } from "../../stacks/settings/across.ts";
import { valueAt } from "../../stacks/settings/faults.ts";

/** A zone and the stack that creates it. */
export interface CreatedZone {
  readonly stack: string;
  readonly zone: string;
}

/** The zones that the stacks of a folder create. */
export const zonesIn = ({ stacks, settingsOf }: Folder): CreatedZone[] =>
  stacks.flatMap((stack) => createdZone(storeMember(stack, settingsOf(stack)) ?? { stack, names: [] }));

/** The delegations that a zone needs, each zone once; none where no stack creates it. */
export function delegationsOf(created: CreatedZone | undefined, all: readonly CreatedZone[]): CreatedZone[] {
  const below = created ? zonesToDelegate(created.zone, all) : [];
  return below.filter(({ zone }, i) => below.findIndex((other) => other.zone === zone) === i);
}

/** The delegations that existing stacks have to add because of new ones: a line for people each. */
export function delegationSteps(there: readonly CreatedZone[], added: readonly CreatedZone[], fileOf: (stack: string) => string): string[] {
  const all = [...there, ...added];
  return there.flatMap(({ stack, zone }) =>
    zonesToDelegate(zone, all)
      .filter((below) => added.includes(below))
      .map((below) => `add to dns.delegations in ${fileOf(stack)}: { zone: ${below.zone}, stack: ${below.stack} }`),
  );
}

/** A stack file as it will be. */
interface NewText {
  readonly stack: string;
  readonly text: string;
}

/** Faults of new files beside each other and beside existing ones, one sentence each. */
export function besideFaults(folder: Folder, files: readonly NewText[], project: string): string[] {
  const added = new Map(files.map(({ stack, text }) => [stack, valueAt(parse(text), ["config", `${project}:settings`])]));
  const all: Folder = {
    stacks: [...new Set([...folder.stacks, ...added.keys()])],
    settingsOf: (stack) => (added.has(stack) ? added.get(stack) : folder.settingsOf(stack)),
  };
  return files.flatMap(({ stack }) => acrossFaults(stack, added.get(stack), all, new Date()));
}
