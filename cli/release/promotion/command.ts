import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { type PinnedRelease, sha256Form } from "../../../domain/contracts/release.ts";
import { fault } from "../../../stacks/settings/faults.ts";
import { releaseSource } from "../../../stacks/settings/resolve/release.ts";
import type { StoreSettings } from "../../../stacks/settings/resolve/store.ts";
import { UserError } from "../../offline/faults.ts";
import type { Project } from "../../offline/project.ts";
import { busy } from "../../preview/progress.ts";
import { type Bucket, bucketOf, expectWhole } from "../bucket.ts";
import { type ReleaseOptions, run, storeOf } from "../command.ts";
import { nameFaults, stopAt } from "../pack.ts";
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
  /** The checksum that the release has to have. @default - what the settings of the stack say that it is taken over from, else what is in the bucket */
  readonly sha256?: string;
}

type Written = Promoted & { readonly stack: string; readonly why: Extract<Next, { step: "settings" }>["why"] };

/** The release that is expected, and where that is said. */
interface Told {
  readonly sha256: string;
  readonly where: string;
}

/** Runs `store release promote`; resolves to the exit status. */
export const promoteRelease = async (stack: string, release: string, options: PromoteOptions): Promise<number> =>
  await run<Written | PlannedUpgrade>(
    options,
    async () => {
      const { settings, project } = storeOf(stack, options);
      stopAt([...nameFaults("VERSION", release), ...sumFaults(options)]);
      const told = options.sha256 === undefined ? toldBySource(project, settings, release) : { sha256: options.sha256, where: "--sha256" };
      const bucket = bucketOf(settings, options.bucket);
      const { next, pinned } = await busy(`asking AWS about ${release}`, () => nextOf(settings, bucket, release, told));
      if (next.step === "refused") throw new UserError(next.sentence);
      if (next.step === "upgrade") {
        // What the settings would refuse in the end is not begun.
        planPromotion(project, stack, pinned);
        const { scenario, resumed } = next;
        const planned = { stack, release: pinned, scenario, resumed };
        return options.yes ? { ...planned, execution: await start(settings, pinned, scenario.sha256) } : planned;
      }
      const promoted = promote(project, stack, pinned);
      return { stack, ...promoted, file: relative(process.cwd(), promoted.file), why: next.why };
    },
    (result) => ("scenario" in result ? upgradeText(result) : promotedText(result)),
  );

const sumFaults = ({ sha256 }: PromoteOptions): string[] =>
  sha256 === undefined || new RegExp(`^${sha256Form}$`).test(sha256)
    ? []
    : [fault("--sha256", sha256, "the SHA-256 of the release's archive, 64 hex digits")];

/** The release that the source stack's settings name: production runs what staging runs by content, not by name. */
function toldBySource(project: Project, settings: StoreSettings, release: string): Told | undefined {
  const source = releaseSource(settings);
  if (source === undefined || !existsSync(join(project.stacks, `Pulumi.${source}.yaml`))) return undefined;
  const theirs = storeOf(source, { stacks: project.stacks }).settings.web.release;
  return theirs?.name === release ? { sha256: theirs.sha256, where: `web.release of ${source}` } : undefined;
}

async function start(settings: StoreSettings, release: PinnedRelease, recordSha256: string): Promise<string> {
  const from = settings.web.release;
  if (from === undefined) throw new Error("only a store that runs a release has an upgrade");
  return await startUpgrade(settings, { release, from, recordSha256 });
}

/** The next step of a promotion, and the release by its content. */
async function nextOf(settings: StoreSettings, bucket: Bucket, name: string, told: Told | undefined) {
  const wanted = await upgradeOf(bucket, { name, told });
  const pinned = { name, sha256: wanted.description.sha256 };
  const { release: current } = settings.web;
  // A store without a release has no database to upgrade.
  if (current === undefined) return { pinned, next: decide({ wanted, upgrade: "none" }) };
  const runs = await upgradeOf(bucket, { name: current.name, told: { sha256: current.sha256, where: `web.release of ${settings.stack}` } });
  return { pinned, next: decide({ wanted, runs, upgrade: await upgradeState(settings) }) };
}

async function upgradeOf(bucket: Bucket, { name, told }: { readonly name: string; readonly told: Told | undefined }): Promise<Upgrade> {
  const [description, scenario] = await Promise.all([expectWhole(bucket, name), readScenario(bucket, name)]);
  if (told !== undefined && description.sha256 !== told.sha256)
    throw new UserError(
      `${name}: got sha256 ${description.sha256} in ${bucket.name}, expected ${told.sha256}, as ${told.where} says: a release never changes`,
    );
  return { description, scenario };
}
