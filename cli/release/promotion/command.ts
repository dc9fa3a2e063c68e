import { relative } from "node:path";
import type { StoreSettings } from "../../../stacks/settings/resolve/store.ts";
import { UserError } from "../../offline/faults.ts";
import { type Bucket, bucketOf, expectWhole } from "../bucket.ts";
import { busy, type ReleaseOptions, run, storeOf } from "../command.ts";
import { nameFaults } from "../pack.ts";
import { type Promoted, planPromotion, promote } from "../promote.ts";
import { promotedText } from "../text.ts";
import { startUpgrade, upgradeState } from "./aws.ts";
import { decide, type Next, type Upgrade } from "./decide.ts";
import { readScenario } from "./scenario.ts";
import { type PlannedUpgrade, upgradeText } from "./text.ts";

/** The command line of `store release promote`. */
export interface PromoteOptions extends ReleaseOptions {
  /** Start the upgrade of the database. @default - only say what it would do */
  readonly yes?: boolean;
}

type Written = Promoted & { readonly stack: string; readonly why: Extract<Next, { step: "settings" }>["why"] };

/** Runs `store release promote`; resolves to the exit status. */
export const promoteRelease = async (stack: string, release: string, options: PromoteOptions): Promise<number> =>
  await run<Written | PlannedUpgrade>(
    options,
    async () => {
      const { settings, project } = storeOf(stack, options);
      const [misnamed] = nameFaults("VERSION", release);
      if (misnamed !== undefined) throw new UserError(misnamed);
      const next = await busy(`asking AWS about ${release}`, () => nextOf(settings, bucketOf(settings, options.bucket), release));
      if (next.step === "refused") throw new UserError(next.sentence);
      if (next.step === "upgrade") {
        // What the settings would refuse in the end is not begun.
        planPromotion(project, stack, release);
        const { scenario, resumed } = next;
        const planned = { stack, release, scenario, resumed };
        return options.yes ? { ...planned, execution: await startUpgrade(settings, release, scenario.from) } : planned;
      }
      const promoted = promote(project, stack, release);
      return { stack, ...promoted, file: relative(process.cwd(), promoted.file), why: next.why };
    },
    (result) => ("scenario" in result ? upgradeText(result) : promotedText(result)),
  );

/** What promoting means here and now. */
async function nextOf(settings: StoreSettings, bucket: Bucket, release: string): Promise<Next> {
  const wanted = await upgradeOf(bucket, release);
  const { release: current } = settings.web;
  // A store without a release has no database to upgrade.
  if (current === undefined) return decide({ wanted, upgrade: "none" });
  const [runs, upgrade] = [current === release ? wanted : await upgradeOf(bucket, current), await upgradeState(settings)];
  return decide({ wanted, runs, upgrade });
}

const upgradeOf = async (bucket: Bucket, release: string): Promise<Upgrade> => ({
  description: await expectWhole(bucket, release),
  scenario: await readScenario(bucket, release),
});
