import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isRecord } from "../../domain/values.ts";
import { shownPath } from "../../stacks/folder.ts";
import { fault, nearest } from "../../stacks/settings/faults.ts";
import { placedLine, placeFaults } from "../../stacks/settings/places.ts";
import { messageOf, UserError } from "./faults.ts";
import type { StackConfig } from "./run.ts";
import type { Properties } from "./wire.ts";
import { readYaml } from "./yaml.ts";

/** A Pulumi project: what of Pulumi.yaml an offline run needs. */
export interface Project {
  readonly name: string;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Folder of the stack files. */
  readonly stacks: string;
  /** Pulumi.yaml's own `main`: a file, or the folder that has the package.json. @default - the root */
  readonly main?: string;
  /** The project's own config, as written: values, or `{value}` or `{default}`. */
  readonly config: Properties;
}

/** Placeholder of a `secure:` value, which only a real run can decrypt. */
export const SECURE_PLACEHOLDER = "offline-secret";

/** The project in folder `root`. `stacks` is the folder of its stack files, by default Pulumi.yaml's stackConfigDir. */
export function readProject(root: string, stacks?: string): Project {
  const file = join(root, "Pulumi.yaml");
  const content = readYaml(file);
  if (!isRecord(content) || typeof content.name !== "string") throw new UserError(`${file}: got no \`name\`, expected a Pulumi project`);
  const folder = typeof content.stackConfigDir === "string" ? content.stackConfigDir : ".";
  return {
    name: content.name,
    root,
    stacks: stacks ?? join(root, folder),
    ...(typeof content.main === "string" && { main: content.main }),
    config: isRecord(content.config) ? content.config : {},
  };
}

/** This repository's own project. `stacks` as for {@link readProject}. */
export const ownProject = (stacks?: string): Project => readProject(fileURLToPath(new URL("../..", import.meta.url)), stacks);

/** Names of all stacks that have a file, sorted. */
export function listStacks(project: Project): string[] {
  return entriesOf(project.stacks)
    .map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();
}

/** The configuration of one stack, the project's values under its own. */
export function readStackConfig(project: Project, stack: string): StackConfig {
  const file = join(project.stacks, `Pulumi.${stack}.yaml`);
  const place = shownPath(project.root, file);
  const stacks = listStacks(project);
  if (!stacks.includes(stack)) throw new UserError(`${place}: no such file, expected ${expectedStack(stack, stacks)}`);
  return readConfigFile(project, stack, file, place);
}

/** The configuration that a stack has by a file in the form of a stack file; messages name it by `place`. */
export function readConfigFile(project: Project, stack: string, file: string, place = file): StackConfig {
  const content = readYaml(file, place);
  if (!isRecord(content) || !("config" in content)) {
    const got = isRecord(content) ? `the keys ${Object.keys(content).join(", ")}` : "no map";
    throw new UserError(`${place}: got ${got}, expected a stack file with a \`config\` map`);
  }
  if (!isRecord(content.config)) {
    const faults = [fault("config", content.config, "a map of the stack's settings")];
    const placed = placeFaults(faults, { path: place, text: readFileSync(file, "utf8") });
    throw new UserError(placed.map(placedLine).join("\n"), { faults: placed });
  }
  const settings = content.config[`${project.name}:settings`];
  if (isRecord(settings) && "secure" in settings)
    throw new UserError(`${place}: ${project.name}:settings: got a secret, expected settings in plain text; none of them is secret`);
  return flatten(project, stack, [...Object.entries(project.config).map(defaultOf), ...Object.entries(content.config)]);
}

/** The stacks there are, the one that is probably meant first. */
function expectedStack(stack: string, stacks: readonly string[]): string {
  const near = nearest(stack, stacks);
  if (near !== undefined) return `${near}, or another of the stacks ${stacks.filter((name) => name !== near).join(", ")}`;
  return `one of the stacks ${stacks.join(", ") || "(there are none yet)"}`;
}

function flatten(project: Project, stack: string, entries: readonly (readonly [string, unknown])[]): StackConfig {
  const config: Record<string, string> = {};
  const secretKeys = new Set<string>();
  for (const [key, value] of entries) {
    if (value === undefined) continue;
    const full = key.includes(":") ? key : `${project.name}:${key}`;
    const secure = isRecord(value) && "secure" in value;
    if (secure) secretKeys.add(full);
    else secretKeys.delete(full);
    config[full] = secure ? SECURE_PLACEHOLDER : typeof value === "string" ? value : JSON.stringify(value);
  }
  return { project: project.name, stack, config, secretKeys: [...secretKeys] };
}

/** The value of a configuration key: in Pulumi.yaml an object is a declaration, whose value is in `value` or `default`. */
function defaultOf([key, declared]: [string, unknown]): readonly [string, unknown] {
  return [key, isRecord(declared) && !("secure" in declared) ? (declared.value ?? declared.default) : declared];
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UserError(`${folder}: cannot be read (${messageOf(error)}), expected the folder of the stack files`);
  }
}
