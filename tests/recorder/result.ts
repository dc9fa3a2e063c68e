import type { Answers } from "../../cli/offline/answers.ts";
import { nothingKnown } from "../../cli/offline/answers.ts";
import { messageOf } from "../../cli/offline/faults.ts";
import { toGraphResources } from "../../cli/offline/graph.ts";
import { guarded } from "../../cli/offline/guard.ts";
import { type Program, runOffline } from "../../cli/offline/run.ts";
import { program as own } from "../../stacks/program.ts";
import { placeholder } from "../support/offline.ts";
import { demoRelease } from "../support/release-lookups.ts";
import type { Job } from "./job.ts";
import { programs } from "./programs.ts";

const release = new Map<string, object>(Object.entries(demoRelease));

/** As after an update: ids and what tests can predict are known. */
const afterUpdate: Answers = {
  resource: ({ name, custom }, computed) => ({
    id: custom ? `${name}-id` : "",
    outputs: Object.fromEntries(
      custom ? computed.flatMap((property) => (placeholder(property, name) ? [[property, placeholder(property, name)]] : [])) : [],
    ),
  }),
  lookup: (token) => ({
    id: token,
    accountId: "123456789012",
    zoneId: "Z123",
    arn: `arn:aws:test:::${token}`,
    value: "value",
    keys: [],
    ...release.get(token),
  }),
};

/** All that came of a job as JSON: the graph, aliases, faults, what the program met, or what it threw. */
export async function resultOf({ stack, program, known = false }: Job): Promise<string> {
  const met: unknown[] = [];
  const run: Program = program === undefined ? own : () => programs[program]?.((value) => void met.push(value));
  try {
    const { registrations, faults } = await guarded(() => {
      met.length = 0;
      return runOffline(run, stack, known ? afterUpdate : nothingKnown);
    });
    const aliases = Object.fromEntries(registrations.map(({ urn, options }) => [urn, JSON.stringify(options.aliases, said)]).sort());
    const graph = byUrn(toGraphResources(registrations));
    return JSON.stringify({ graph, aliases, faults: faults.toSorted(), met: met.map((value) => JSON.stringify(value)).sort() });
  } catch (error) {
    return JSON.stringify({ thrown: messageOf(error).split("\n    at ")[0], met });
  }
}

/** What an alias leaves out protobuf has as undefined, false or an empty text. */
const said = (_key: string, value: unknown) => value || undefined;

/** In one order: which of two that wait for nothing is first decides the engine. */
const byUrn = (graph: ReturnType<typeof toGraphResources>) => Object.fromEntries(graph.map((one) => [one.urn, one]).sort());
