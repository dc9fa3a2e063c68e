// Records what an engine with the AWS provider behind it makes of the demo stacks, which tests/stacks/agreement.test.ts compares with what
// `store preview` makes. After an intended change of the graphs, where aws-check is beside the repository:
//   for stack in demo-account demo-dev demo-staging demo-prod; do ../shared/aws-check/check --stack $stack --graph dist/$stack.json; done
//   node tests/support/record-agreement.ts dist/demo-*.json
// With --check it writes nothing, and ends with 1 where the recorded facts are not those of the graphs.
import { parseArgs } from "node:util";
import { readGraph } from "../../cli/offline/read-graph.ts";
import { compareFacts, factsOf, readRecorded, record } from "./agreement.ts";

const { values, positionals } = parseArgs({ options: { check: { type: "boolean", default: false } }, allowPositionals: true });
for (const file of positionals) {
  const { resources } = readGraph(file).deployment;
  const stack = resources[0]?.urn.split("::")[0]?.split(":").at(-1) ?? "";
  if (!values.check) {
    record(stack, resources);
    continue;
  }
  const stale = compareFacts(readRecorded(stack), factsOf(resources));
  for (const line of stale) console.error(`recorded: ${line}`);
  console.log(`${stack}: ${stale.length} differences between what is recorded and what the engine makes now`);
  if (stale.length > 0) process.exitCode = 1;
}
