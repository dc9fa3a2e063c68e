import { writeFileSync } from "node:fs";
import type { ProviderCall } from "../../../domain/permissions/deploy.ts";
import type { Authorization } from "./authorization.ts";
import type { Purpose } from "./proxy.ts";

const file = new URL("../../../domain/permissions/provider-calls.json", import.meta.url);
const phases = ["configure", "invoke", "create", "read", "update", "delete"];

/** The kinds of calls that were seen: one for each type, action, resources and context. */
export class Table {
  readonly #provider: string;
  readonly #calls = new Map<string, { readonly call: ProviderCall; readonly phases: Set<string> }>();

  constructor(provider: string) {
    this.#provider = provider;
  }

  get size(): number {
    return this.#calls.size;
  }

  add({ type, phase }: Purpose, { action, resources, context }: Authorization): void {
    const sent = Object.entries(context).filter(([key]) => !key.startsWith("aws:RequestTag/") || key === "aws:RequestTag/stack");
    const kept = Object.fromEntries(sent.sort(([one], [other]) => (one < other ? -1 : 1)));
    const key = JSON.stringify([type, action, resources, kept]);
    const known = this.#calls.get(key) ?? {
      call: { type, phases: [], action, resources, ...(Object.keys(kept).length > 0 && { context: kept }) },
      phases: new Set<string>(),
    };
    known.phases.add(phase);
    this.#calls.set(key, known);
  }

  /** A call a line, so that a change reads as one. */
  write(): void {
    const calls = [...this.#calls.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { call, phases: seen }]) => ({ ...call, phases: phases.filter((phase) => seen.has(phase)) }));
    const lines = calls.map((call) => `    ${JSON.stringify(call)}`).join(",\n");
    writeFileSync(file, `{\n  "provider": ${JSON.stringify(this.#provider)},\n  "calls": [\n${lines}\n  ]\n}\n`);
  }
}
