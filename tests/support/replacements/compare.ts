// Compares the rule of domain/replacements with what Pulumi's engine did, as tests/fixtures/replacements.json has it, and prints a line for each change of
// which the rule says something else:
//   node tests/support/replacements/compare.ts [STACK …]
import type { Change } from "../../../domain/replacements/change.ts";
import { shortOf } from "../../../domain/replacements/refused.ts";
import { settingsWith } from "./cases.ts";
import { cases, isRecorded, type Recorded } from "./kept.ts";
import { ruleOf } from "./rule.ts";

const asked = process.argv.slice(2);
const recorded = cases().filter(isRecorded);
for (const stack of new Set(recorded.map((one) => one.stack))) {
  if (asked.length > 0 && !asked.includes(stack)) continue;
  const { settings, changes } = await ruleOf(stack);
  for (const one of recorded.filter((each) => each.stack === stack)) {
    const found = await changes(settingsWith(settings, one.path.split("."), one.value));
    // The engine of a preview decides what the rule says of only perhaps.
    const replaced = found.filter(({ kind, type }) => kind === "replace" && !type.startsWith("pulumi:"));
    const orders = new Map(replaced.map(({ urn, order }) => [shortOf(urn), order]));
    for (const difference of differences(one, orders)) console.log(`${stack} ${one.path} ${JSON.stringify(one.value)}: ${difference}`);
  }
}

/** One text for each resource of which the rule and the engine say something else. */
function differences({ replaced, deletedFirst }: Recorded, said: ReadonlyMap<string, Change["order"]>): string[] {
  const done = new Map(
    replaced.map((name) => [
      name,
      deletedFirst === undefined ? said.get(name) : deletedFirst.includes(name) ? "delete-first" : "create-first",
    ]),
  );
  return [...new Set([...said.keys(), ...replaced])]
    .sort()
    .filter((name) => !done.has(name) || !said.has(name) || said.get(name) !== done.get(name))
    .map((name) => `${name}: the engine ${done.has(name) ? done.get(name) : "keeps it"}, the rule ${said.get(name) ?? "keeps it"}`);
}
