import type { ResourceDiff } from "./report.ts";

/** The changes in one component. */
export interface Group {
  /** `mail › mail-events`; empty outside of components. */
  readonly name: string;
  /** The last part of the component's type; empty outside. */
  readonly type: string;
  /** Resources that change alike are together. */
  readonly entries: readonly Entry[];
}

/** Resources of one kind that change in the same way, of which the first stands for all. */
export interface Entry {
  readonly change: ResourceDiff;
  readonly names: readonly string[];
}

/** Changes by component, in the order in which they come. */
export function groupsOf(changes: readonly ResourceDiff[]): Group[] {
  const groups = new Map<string, ResourceDiff[]>();
  for (const change of changes) {
    const key = JSON.stringify(change.components);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].map((members) => {
    const components = members[0]?.components ?? [];
    return { name: components.map(({ name }) => name).join(" › "), type: components.at(-1)?.type ?? "", entries: entriesOf(members) };
  });
}

function entriesOf(changes: readonly ResourceDiff[]): Entry[] {
  const entries = new Map<string, ResourceDiff[]>();
  for (const change of changes) {
    const { urn, name, formerUrn, ...alike } = change;
    const alone = formerUrn !== undefined || alike.loses !== undefined;
    const key = JSON.stringify(alone ? change : alike);
    entries.set(key, [...(entries.get(key) ?? []), change]);
  }
  return [...entries.values()].flatMap((members) => {
    const [change] = members;
    return change ? [{ change, names: members.map(({ name }) => name) }] : [];
  });
}
