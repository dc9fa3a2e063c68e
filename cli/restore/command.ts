import { setTimeout as sleep } from "node:timers/promises";
import { DateTime } from "luxon";
import { UserError } from "../offline/faults.ts";
import { busy } from "../preview/progress.ts";
import { faultStatus } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { awsIn } from "./aws.ts";
import { homeJson, homeText, planFromAccount } from "./from-account.ts";
import { type RestoreOptions, readRequest } from "./options.ts";
import { type Plan, planRestore } from "./plan.ts";
import { readSources } from "./read-sources.ts";
import type { RestoreRequest } from "./request.ts";
import { run } from "./run.ts";
import { planJson, planText } from "./text.ts";

/** Between two looks at a restore: they take from minutes to hours. */
const PAUSE = 20_000;

/** Runs `store restore`; resolves to the exit status: 0, or 1 with a line on stderr for each fault. */
export async function restore(stack: string | undefined, options: RestoreOptions): Promise<number> {
  try {
    const request = readRequest(stack, options, DateTime.utc());
    if (options.from === "account") {
      const home = planFromAccount(request);
      console.log(options.json ? JSON.stringify(homeJson(home), null, 2) : homeText(home, screenOf()));
      return 0;
    }
    const plan = await planFor(request, options);
    if (options.yes) await run(plan, { aws: awsIn(request.target.region), report: console.error, pause: () => sleep(PAUSE) });
    // What has been done by now is done in the plan, too.
    print(options.yes ? await planFor(request, options) : plan, options);
    return 0;
  } catch (error) {
    return faultStatus(error);
  }
}

async function planFor(request: RestoreRequest, { dryRun }: RestoreOptions): Promise<Plan> {
  const found = dryRun
    ? undefined
    : await busy(`asking AWS what ${request.source.stack} can go back to`, () => readSources(awsIn(request.target.region), request));
  const { plan, faults } = planRestore(request, found);
  if (faults) throw new UserError(faults.join("\n"));
  return plan;
}

function print(plan: Plan, { json }: RestoreOptions): void {
  console.log(json ? JSON.stringify(planJson(plan), null, 2) : planText(plan, screenOf()));
}
