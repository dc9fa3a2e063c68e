import { existsSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { parse } from "yaml";
import { stackFolder } from "../../stacks/folder.ts";
import { fault } from "../../stacks/settings/faults.ts";
import { networkBlock } from "../../stacks/settings/schema/fields.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { ownProject } from "../offline/project.ts";
import { commandLines } from "../text/command-line.ts";
import { faultStatus, printFault } from "../text/fault.ts";
import { screenOf } from "../text/screen.ts";
import { table } from "../text/table.ts";
import { freeBlocks, takenBlocks } from "./networks.ts";
import { inOptions, type NewOptions, type NewStore, readOptions } from "./options.ts";
import { besideFaults, type CreatedZone, delegationSteps, delegationsOf, zonesIn } from "./other-stacks.ts";
import { domainOf, type NewStack, stackFile, zoneOf } from "./render.ts";
import { type NewFile, writeAll } from "./write.ts";

/** A stack whose file was written. */
export interface WrittenStack {
  readonly stack: string;
  /** Path as people would type it. */
  readonly file: string;
  readonly domain: string;
  readonly cidr: string;
}

/** The files that `store new` wrote, and the next steps. */
export interface Written {
  readonly stacks: readonly WrittenStack[];
  /** Commands to run. */
  readonly next: readonly string[];
}

/** Runs `store new`; returns the exit status: 0, or 1 with a line on stderr for each fault and nothing written. */
export function newStore(name: string | undefined, options: NewOptions): number {
  try {
    const written = writeStore(name, options);
    if (!("faults" in written)) {
      console.log(options.json ? JSON.stringify(written, null, 2) : summary(written));
      return 0;
    }
    for (const line of written.faults) printFault(line);
  } catch (error) {
    return faultStatus(error);
  }
  return 1;
}

/** Writes a new store's stack files, all or none; or returns all that is wrong, one sentence each. */
export function writeStore(name: string | undefined, options: NewOptions): Written | { readonly faults: readonly string[] } {
  const { dir } = options;
  const project = ownProject(dir === undefined ? undefined : resolve(dir));
  const { store, faults } = readOptions(name, options);
  const found = isFolder(project.stacks);
  const cidrs = found ? freeBlocks(store.cidr, store.environments.length, takenBlocks(project)) : [];
  faults.push(...(found ? roomFaults(store, cidrs) : [fault("--dir", dir ?? project.stacks, "a folder that exists")]));
  const folder = found ? stackFolder(project.stacks) : { stacks: [], settingsOf: () => undefined };
  const there = zonesIn(folder);
  const added = store.createZone ? store.environments.map((environment) => newZone({ ...store, environment })) : [];
  const files = store.environments.map((environment, i) =>
    planFile(
      {
        ...store,
        project: project.name,
        environment,
        cidr: cidrs[i] ?? "",
        delegations: delegationsOf(added[i], [...there, ...added]),
      },
      project.stacks,
      dir,
    ),
  );
  faults.push(...files.flatMap(existingFaults));
  // The text is checked, not what it was made from: no one is to find out by the first preview.
  if (faults.length === 0) {
    faults.push(...files.flatMap((file) => textFaults(file, project.name)));
    faults.push(...new Set(besideFaults(folder, files, project.name).map(inOptions)));
  }
  if (faults.length > 0) return { faults };
  write(files, dir ?? project.stacks);
  const stacks = files.map(({ stack, file, domain, cidr }) => ({ stack, file, domain, cidr }));
  const steps = delegationSteps(there, added, (stack) => fileOf(stack, project.stacks, dir));
  return { stacks, next: [...steps, ...commands(stacks, dir)] };
}

const newZone = (stack: Pick<NewStack, "name" | "environment" | "domain" | "zone" | "createZone">): CreatedZone => ({
  stack: `${stack.name}-${stack.environment}`,
  zone: zoneOf(stack),
});

interface PlannedFile extends NewFile, WrittenStack {}

function planFile(stack: NewStack, folder: string, dir: string | undefined): PlannedFile {
  const name = `${stack.name}-${stack.environment}`;
  const path = join(folder, `Pulumi.${name}.yaml`);
  return { stack: name, path, file: fileOf(name, folder, dir), text: stackFile(stack), domain: domainOf(stack), cidr: stack.cidr };
}

/** The path of a stack's file as people would type it. */
function fileOf(stack: string, folder: string, dir: string | undefined): string {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  return dir === undefined ? relative(process.cwd(), path) : join(dir, basename(path));
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function existingFaults({ path, file }: PlannedFile): string[] {
  return existsSync(path) ? [`${file}: got a file that exists already, expected none, since store new overwrites nothing`] : [];
}

function roomFaults({ cidr, environments }: NewStore, found: readonly string[]): string[] {
  const count = environments.length;
  if (found.length >= count || !networkBlock.safeParse(cidr).success) return [];
  return [fault("--cidr", cidr, `a block from which ${count} are free in its private range; only ${found.length} are`)];
}

function textFaults({ stack, file, text }: PlannedFile, project: string): string[] {
  const settings: unknown = parse(text)?.config?.[`${project}:settings`];
  return (parseSettings(stack, settings).faults ?? []).map((line) => `${file}: ${line}`);
}

function write(files: readonly NewFile[], dir: string): void {
  try {
    writeAll(files);
  } catch (error) {
    throw new UserError(fault("--dir", dir, `a folder that can be written to (${messageOf(error)})`));
  }
}

function commands(stacks: readonly WrittenStack[], dir: string | undefined): string[] {
  return [
    ...stacks.map(({ stack }) => `npx store preview ${stack}${dir === undefined ? "" : ` --stacks ${dir}`}`),
    ...stacks
      .slice(0, 1)
      .map(({ stack }) => `npx store doctor ${stack}    the account and Pulumi's state come first: docs/first-deployment.md`),
    ...stacks.map(({ stack, file }) => `npx pulumi up -s ${stack}${dir === undefined ? "" : ` --config-file ${file}`}`),
    ...stacks.slice(0, 1).map(({ stack }) => `npx store release push ${stack} --distribution FILE    X-Cart: docs/first-deployment.md`),
  ];
}

function summary({ stacks, next }: Written): string {
  const { columns, colors } = screenOf();
  return [
    colors.bold("written"),
    ...table(
      [{}, { paint: colors.dim }, { paint: colors.dim }],
      stacks.map(({ file, domain, cidr }) => [file, domain, cidr]),
      { columns },
    ),
    colors.bold("next"),
    ...next.flatMap((command) => commandLines(command, columns, colors.dim)),
  ].join("\n");
}
