import { versionOf } from "../../../domain/defaults/xcart-versions.ts";
import type { ReleaseDescription } from "../description.ts";
import type { Scenario } from "./scenario.ts";

/** A release with what is known of its upgrade. */
export interface Upgrade {
  readonly description: ReleaseDescription;
  /** @default - it has none: packed by hand, or built without a database */
  readonly scenario?: Scenario | undefined;
}

/** The facts that decide about a promotion. */
export interface Standing {
  /** The release that is asked for. */
  readonly wanted: Upgrade;
  /** The release that the settings have nodes run. @default - none yet */
  readonly runs?: Upgrade | undefined;
  /** The state of the database in the stack's parameter: `none`, `begun R`, `done R`, `back R`. */
  readonly upgrade: string;
}

/** The next step. `settings`: the database is where it has to be, or does not matter. */
export type Next =
  | { readonly step: "settings"; readonly why: "first" | "same-version" | "upgraded" | "taken-back" | "already" }
  | { readonly step: "upgrade"; readonly scenario: Scenario; readonly resumed: boolean }
  | { readonly step: "refused"; readonly sentence: string };

const refused = (sentence: string): Next => ({ step: "refused", sentence });

/** Decides the next step of a promotion. The database goes first, and never without a record of staging's upgrade. */
export function decide({ wanted, runs, upgrade }: Standing): Next {
  const release = wanted.description.release;
  const [state = "", of = ""] = upgrade.split(" ");
  if (state === "begun" && of !== release)
    return refused(
      `VERSION: got "${release}" while the upgrade to ${of} is interrupted, expected ${of}, to finish it; or roll it back first (docs/operations/releases.md, Roll back)`,
    );
  if (state === "done") return ofUpgraded(release, of);
  if (runs === undefined) return { step: "settings", why: "first" };
  const current = runs.description.release;
  if (state === "back") return ofTakenBack(release, of, runs);
  if (current === release) return { step: "settings", why: "already" };
  if (runs.scenario?.from === release)
    return refused(
      `VERSION: got "${release}", whose database ${current} has upgraded, expected ${current}; or roll the database back first (docs/operations/releases.md, Roll back)`,
    );
  if (wanted.scenario) return ofRecorded(wanted.scenario, release, current, state === "begun");
  if (versionOf(release) === versionOf(current)) return { step: "settings", why: "same-version" };
  return refused(
    `VERSION: got "${release}", whose upgrade of the database staging never ran, expected a release that staging built with Database=copy`,
  );
}

const ofUpgraded = (release: string, of: string): Next =>
  of === release
    ? { step: "settings", why: "upgraded" }
    : refused(`VERSION: got "${release}" while the database is that of ${of}, expected ${of}: promote it, and open the store`);

/** Settings name a release only once its upgrade is done: those of an interrupted upgrade still name the previous one. */
function ofTakenBack(release: string, of: string, { description, scenario }: Upgrade): Next {
  const former = description.release === of ? scenario?.from : description.release;
  if (former === undefined || release === former) return { step: "settings", why: "taken-back" };
  return refused(`VERSION: got "${release}" while ${of} is rolled back, expected ${former}, to which the database returns`);
}

function ofRecorded(scenario: Scenario, release: string, current: string, resumed: boolean): Next {
  if (scenario.from === current) return { step: "upgrade", scenario, resumed };
  return refused(
    `VERSION: got "${release}", whose upgrade begins at ${scenario.from}, expected one that begins at ${current}, which the store runs`,
  );
}
