import { choose, nothingBefore, type Source } from "./choose.ts";
import { type RestoreContext, wants } from "./context.ts";
import { finishDatabase, startDatabase } from "./database.ts";
import { type Estimate, estimate } from "./estimate.ts";
import { finishFiles, startFiles } from "./files.ts";
import { lookupsFor, valuesOf } from "./lookups.ts";
import type { Part, RestoreRequest } from "./request.ts";
import { helpersFor } from "./shell.ts";
import type { RestoreSources } from "./sources.ts";
import type { Step } from "./step.ts";
import { switchSteps } from "./switch.ts";

/** The source of one part, its costs, and its duration. */
export interface PartPlan {
  readonly part: Part;
  /** Undefined where AWS was not asked. */
  readonly source: Source | undefined;
  readonly takes: Estimate;
}

/** A restore, written down. */
export interface Plan {
  readonly context: RestoreContext;
  readonly parts: readonly PartPlan[];
  /** Commands that set the shell variables of the steps, and the functions that they call. */
  readonly lookups: readonly string[];
  /** Beside the running store. */
  readonly restore: readonly Step[];
  /** Steps that put what was restored in the place of what runs. */
  readonly switch: readonly Step[];
}

/** A plan, or what is in its way, a sentence each. */
export type Planned =
  | { readonly plan: Plan; readonly faults?: undefined }
  | { readonly faults: readonly string[]; readonly plan?: undefined };

/** Plans a restore from what AWS said; without that, from the settings alone. */
export function planRestore(request: RestoreRequest, found: RestoreSources | undefined): Planned {
  const sources = Object.fromEntries(request.parts.map((part) => [part, found && sourceOf(part, request, found)]));
  const faults = found
    ? request.parts.filter((part) => sources[part] === undefined).map((part) => nothingBefore(part, request.at, ...placesOf(part, found)))
    : [];
  if (faults.length > 0) return { faults };
  const newFiles = request.fromCopy || request.source.stack !== request.target.stack || (found !== undefined && found.files === undefined);
  const context: RestoreContext = {
    request,
    found,
    sources,
    values: valuesOf(found),
    newFiles: newFiles && request.parts.includes("files"),
  };
  const steps = { restore: restoreSteps(context), switch: switchSteps(context) };
  const commands = [...steps.restore, ...steps.switch].flatMap((step) => step.commands);
  const parts = request.parts.map((part): PartPlan => {
    const source = sources[part];
    const size = source?.bytes ?? (part === "database" ? request.target.database.storageGiB * 2 ** 30 : undefined);
    return { part, source, takes: estimate(part, size, found?.jobs ?? []) };
  });
  return { plan: { context, parts, lookups: [...lookupsFor(commands, request), ...helpersFor(commands, request.target.stack)], ...steps } };
}

/** Both are started before either is waited for. */
function restoreSteps(context: RestoreContext): Step[] {
  const [database, files] = [wants(context, "database"), wants(context, "files")];
  return [
    ...(database ? startDatabase(context) : []),
    ...(files ? startFiles(context) : []),
    ...(database ? finishDatabase(context) : []),
    ...(files ? finishFiles(context) : []),
  ];
}

function sourceOf(part: Part, { at }: RestoreRequest, found: RestoreSources): Source | undefined {
  return choose(at, ...placesOf(part, found));
}

function placesOf(part: Part, { databasePoints, filesPoints, windows }: RestoreSources) {
  return part === "database" ? ([databasePoints, windows] as const) : ([filesPoints, []] as const);
}
