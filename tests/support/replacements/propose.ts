// Proposes changes to record (record.ts): tries other values of each setting of a stack, and prints those that are valid, a line of JSON each,
// with how many resources the rule says that they replace:
//   node tests/support/replacements/propose.ts STACK
import { UserError } from "../../../cli/offline/faults.ts";
import { isRecord } from "../../../domain/values.ts";
import { casesOf, settingsWith } from "./cases.ts";
import { ruleOf } from "./rule.ts";

const [stack = ""] = process.argv.slice(2);
const { settings, changes } = await ruleOf(stack);
const kind = isRecord(settings) && settings.kind === "account" ? "account" : "store";
for (const { path, value } of casesOf(stack, kind, settings)) {
  try {
    const found = await changes(settingsWith(settings, path.split("."), value));
    const replaced = found.filter((one) => one.kind === "replace").length;
    console.log(JSON.stringify({ stack, path, value, changes: found.length, replaced }));
  } catch (error) {
    // Most values that a type allows are no valid settings.
    if (!(error instanceof UserError)) throw error;
  }
}
