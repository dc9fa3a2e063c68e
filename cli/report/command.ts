import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../offline/faults.ts";
import { listStacks, ownProject, type Project } from "../offline/project.ts";
import { writeWhole } from "../offline/write-whole.ts";
import { faultStatus } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import type { StackReport } from "./model.ts";

/** The command line of `store report`. */
export interface ReportOptions {
  readonly stack: string;
  /** File for the page. */
  readonly html?: string;
  /** File for the calendar. */
  readonly ics?: string;
  /** A git ref, a settings file or an export. @default - it is compared with nothing */
  readonly against?: string;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/**
 * Runs `store report`; resolves to the exit status: 0, or 1 where the report could not be made or written, which stderr says. What it
 * says of the stack does not change the status: `store check` and `store pci` do that.
 */
export async function report(options: ReportOptions): Promise<number> {
  try {
    const project = ownProject(options.stacks && resolve(options.stacks));
    const files = filesOf(options);
    checkStack(options.stack, project);
    const against = options.against !== undefined && existsSync(options.against) ? resolve(options.against) : options.against;
    // The program may name files, and Pulumi runs it from here.
    process.chdir(project.root);
    const { gather } = await import("./gather.ts");
    const made = await gather(project, options.stack, against, new Date());
    await write(made, files);
    console.log(options.json ? JSON.stringify(made, null, 1) : await text(made, options));
    return 0;
  } catch (error) {
    return faultStatus(error);
  }
}

interface Files {
  readonly html?: string;
  readonly ics?: string;
}

/** Checks where to write before anything is computed. */
function filesOf({ html, ics }: ReportOptions): Files {
  const checked = (option: string, file: string) => {
    const path = resolve(file);
    if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new UserError(`${option} ${file}: got a folder that is missing, expected a file in a folder that exists`);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new UserError(`${option} ${file}: got a folder, expected a file`);
    return path;
  };
  if (html !== undefined && ics !== undefined && resolve(html) === resolve(ics))
    throw new UserError(`store report: got ${html} for the page and for the calendar, expected two files`);
  return {
    ...(html !== undefined && { html: checked("--html", html) }),
    ...(ics !== undefined && { ics: checked("--ics", ics) }),
  };
}

function checkStack(stack: string, project: Project): void {
  const known = listStacks(project);
  if (known.includes(stack)) return;
  throw new UserError(`store report: got the stack ${stack}, expected one of ${known.join(", ") || "(there are none yet)"}`);
}

async function write(made: StackReport, { html, ics }: Files): Promise<void> {
  if (html !== undefined) writeWhole(html, (await import("./page.ts")).pageOf(made));
  if (ics !== undefined) writeWhole(ics, (await import("./ics.ts")).icsOf(made.calendar, made.stack, new Date(made.at)));
}

async function text(made: StackReport, { html, ics }: ReportOptions): Promise<string> {
  const { reportText } = await import("./text.ts");
  return reportText(made, { ...(html !== undefined && { html }), ...(ics !== undefined && { ics }) }, screenOf());
}
