import { writeFileSync } from "node:fs";
import { recordedCalls, recordedProvider } from "../../../domain/permissions/deploy.ts";
import type { ProviderCall } from "../../../domain/permissions/permission.ts";
import type { Authorization } from "./authorization.ts";

const file = new URL("../../../domain/permissions/provider-calls.json", import.meta.url);
const phases = ["configure", "invoke", "create", "read", "update", "delete"] as const;

/** What a request was made for. */
export interface Purpose {
  /** Whether it is an account's stack. @default false */
  readonly ofAccount?: boolean;
  /** Pulumi's type of the resource, or its token of a lookup. */
  readonly type: string;
  readonly phase: "configure" | "invoke" | "create" | "read" | "plan" | "update" | "delete";
}

/** The kinds of calls that were seen, now or of the same provider before: one for each type, action, resources and context. */
export class Table {
  readonly #provider: string;
  readonly #calls = new Map<string, { readonly call: ProviderCall; readonly phases: Set<string> }>();

  constructor(provider: string) {
    this.#provider = provider;
    if (recordedProvider !== provider) return;
    for (const { ofAccount = false, type, phases: seen, action, resources, context = {} } of recordedCalls)
      for (const phase of phases.filter((one) => seen.includes(one)))
        this.add(
          { type, phase, ofAccount },
          { action, resources, context: Object.fromEntries(Object.entries(context).map(([key, value = ""]) => [key, value])) },
        );
  }

  /** Whether such a call was seen for a resource of a type, of an account's stack or a store's. */
  has(type: string, phase: Purpose["phase"], ofAccount = false): boolean {
    return [...this.#calls.values()].some(
      ({ call, phases: seen }) => call.type === type && (call.ofAccount ?? false) === ofAccount && seen.has(phase),
    );
  }

  get size(): number {
    return this.#calls.size;
  }

  add({ type, phase, ofAccount = false }: Purpose, { action, resources, context }: Authorization): void {
    const sent = Object.entries(context).filter(([key]) => !key.startsWith("aws:RequestTag/") || key === "aws:RequestTag/stack");
    const kept = Object.fromEntries(sent.sort(([one], [other]) => (one < other ? -1 : 1)));
    const key = JSON.stringify([ofAccount, type, action, resources, kept]);
    const known = this.#calls.get(key) ?? {
      call: {
        ...(ofAccount && { ofAccount }),
        type,
        phases: [],
        action,
        resources,
        ...(Object.keys(kept).length > 0 && { context: kept }),
      },
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
