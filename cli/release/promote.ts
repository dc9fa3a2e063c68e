import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, type Node, parse, parseDocument, type YAMLMap } from "yaml";
import type { PinnedRelease } from "../../domain/contracts/release.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import type { Project } from "../offline/project.ts";
import { wrongSettings } from "../offline/wrong-settings.ts";

/** The changes of `store release promote`. */
export interface Promoted {
  readonly file: string;
  /** Name of what the nodes ran by the settings before. */
  readonly before: string | undefined;
  readonly after: string;
  readonly sha256: string;
  /** Whether the file says anything else now. */
  readonly changed: boolean;
}

/**
 * Writes `web.release` into a stack's file; all else in it, comments too, stays. Nothing is written where the settings would be
 * wrong then: a UserError with a line for each fault.
 */
export function promote(project: Project, stack: string, release: PinnedRelease): Promoted {
  const { text, ...promoted } = planPromotion(project, stack, release);
  try {
    writeFileSync(promoted.file, text);
  } catch (error) {
    throw new UserError(`${promoted.file}: cannot be written (${messageOf(error)}), expected a writable file`);
  }
  return promoted;
}

/** The same, with nothing written: what the file would say. */
export function planPromotion(project: Project, stack: string, release: PinnedRelease): Promoted & { readonly text: string } {
  const file = join(project.stacks, `Pulumi.${stack}.yaml`);
  const former = readFileSync(file, "utf8");
  const path = ["config", `${project.name}:settings`];
  const before = parseDocument(former).getIn([...path, "web", "release", "name"]);
  const text = withRelease(former, path, release);
  if (text === undefined) throw new UserError(`${file}: got no settings, expected an object ${path.join(".")}`);
  const { faults } = parseSettings(stack, parse(text)?.config?.[`${project.name}:settings`]);
  if (faults) throw wrongSettings(project, stack, faults);
  const names = { before: before === undefined ? undefined : String(before), after: release.name };
  return { file, ...names, sha256: release.sha256, changed: text !== former, text };
}

/** A release as it stands in a stack's file. Quotes: a checksum of digits alone would be a number. */
export const pinText = ({ name, sha256 }: PinnedRelease): string => `{ name: ${name}, sha256: "${sha256}" }`;

/** The text with `web.release` in the settings at `path`, changed nowhere else; undefined where there are no settings. */
function withRelease(text: string, path: readonly string[], release: PinnedRelease): string | undefined {
  const document = parseDocument(text);
  const settings = document.getIn(path);
  if (!isMap(settings)) return undefined;
  const web = settings.get("web");
  const old = isMap(web) ? web.get("release", true) : undefined;
  if (isMap(old)) return withValues(text, old, { name: release.name, sha256: `"${release.sha256}"` });
  const entry = pinText(release);
  if (isMap(web) && web.items.length > 0) return insertFirst(text, web, `release: ${entry}`);
  return isMap(web) ? undefined : insertFirst(text, settings, settings.flow ? `web: { release: ${entry} }` : `web:\n  release: ${entry}`);
}

/** Replaces values of a map, each of which is there. */
function withValues(text: string, map: YAMLMap, values: Readonly<Record<string, string>>): string | undefined {
  const places = Object.entries(values).map(([key, value]) => {
    const node = map.get(key, true);
    return isScalar(node) && node.range ? { from: node.range[0], to: node.range[1], value } : undefined;
  });
  if (!places.every((place) => place !== undefined)) return undefined;
  // From the last one on, so that none moves before it is replaced.
  return places
    .toSorted((a, b) => b.from - a.from)
    .reduce((changed, { from, to, value }) => `${changed.slice(0, from)}${value}${changed.slice(to)}`, text);
}

/** Puts an entry before the first of a map, in the map's own style. */
function insertFirst(text: string, map: YAMLMap, entry: string): string | undefined {
  const first: unknown = map.items[0]?.key;
  const at = isNode(first) ? first.range?.[0] : undefined;
  if (at === undefined) return undefined;
  const indent = " ".repeat(at - text.lastIndexOf("\n", at - 1) - 1);
  return `${text.slice(0, at)}${map.flow ? `${entry}, ` : `${entry}\n`.replaceAll("\n", `\n${indent}`)}${text.slice(at)}`;
}

const isNode = (value: unknown): value is Node => isScalar(value) || isMap(value);
