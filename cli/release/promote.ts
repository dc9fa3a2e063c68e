import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, type Node, parse, parseDocument, type YAMLMap } from "yaml";
import { faultReport } from "../../stacks/settings/faults.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import type { Project } from "../offline/project.ts";

/** What `store release promote` changed. */
export interface Promoted {
  readonly file: string;
  /** What the nodes ran by the settings before. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Writes `web.release` into a stack's file; all else in it, comments too, stays. Nothing is written where the settings would be
 * wrong then: a UserError with a line for each fault.
 */
export function promote(project: Project, stack: string, release: string): Promoted {
  const { after, ...promoted } = planPromotion(project, stack, release);
  try {
    writeFileSync(promoted.file, after);
  } catch (error) {
    throw new UserError(`${promoted.file}: could not be written (${messageOf(error)})`);
  }
  return { ...promoted, after: release };
}

/** The same, with nothing written: what the file would say. */
export function planPromotion(project: Project, stack: string, release: string): Promoted {
  const file = join(project.stacks, `Pulumi.${stack}.yaml`);
  const text = readFileSync(file, "utf8");
  const path = ["config", `${project.name}:settings`];
  const before = parseDocument(text).getIn([...path, "web", "release"]);
  const after = withRelease(text, path, release);
  if (after === undefined) throw new UserError(`${file}: got no settings as an object, expected ${path.join(".")}`);
  const { faults } = parseSettings(stack, parse(after)?.config?.[`${project.name}:settings`]);
  if (faults) throw new UserError(faultReport(stack, faults));
  return { file, before: before === undefined ? undefined : String(before), after };
}

/** The text with `web.release` in the settings at `path`, changed nowhere else; undefined where there are no settings. */
function withRelease(text: string, path: readonly string[], release: string): string | undefined {
  const document = parseDocument(text);
  const settings = document.getIn(path);
  if (!isMap(settings)) return undefined;
  const web = settings.get("web");
  const old = isMap(web) ? web.get("release", true) : undefined;
  if (isScalar(old) && old.range) return `${text.slice(0, old.range[0])}${release}${text.slice(old.range[1])}`;
  if (isMap(web) && web.items.length > 0) return insertFirst(text, web, `release: ${release}`);
  return isMap(web)
    ? undefined
    : insertFirst(text, settings, settings.flow ? `web: { release: ${release} }` : `web:\n  release: ${release}`);
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
