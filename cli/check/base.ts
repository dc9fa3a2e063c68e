import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../domain/values.ts";
import type { Exception } from "../../stacks/settings/exceptions.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import type { BaseReport, StackFinding } from "./report.ts";

/** Reads what `store check --format json` wrote on the base branch: a file, or every `*.json` of a folder. */
export function readBase(path: string): BaseReport {
  const files = filesOf(path);
  if (files.length === 0) throw new UserError(`${path}: got a folder without reports, expected what \`store check --format json\` writes`);
  const stacks = files.flatMap(stacksIn);
  return {
    violations: stacks.flatMap(violationsOf),
    trusted: new Map(stacks.flatMap(trustedBy)),
    exceptions: new Map(stacks.map(exceptionsOf)),
  };
}

function filesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => name.endsWith(".json"));
    return names.sort().map((name) => join(path, name));
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${messageOf(error)}), expected what \`store check --format json\` writes`);
  }
}

function stacksIn(file: string): Record<string, unknown>[] {
  const content = parsed(file);
  if (!isRecord(content) || content.version !== 1 || !Array.isArray(content.stacks))
    throw new UserError(`${file}: got no version 1 with stacks, expected what \`store check --format json\` writes`);
  return content.stacks.filter(isRecord);
}

function violationsOf({ stack, violations }: Record<string, unknown>): StackFinding[] {
  const list: unknown[] = Array.isArray(violations) ? violations : [];
  return list.filter(isFinding).map((finding) => ({ ...finding, stack: String(stack) }));
}

/** Parties that a report's stacks trust; none in a report of an older version. */
const trustedBy = ({ stack, trusted }: Record<string, unknown>): (readonly [string, readonly string[]])[] =>
  Array.isArray(trusted) ? [[String(stack), trusted.map(String)]] : [];

function exceptionsOf({ stack, exceptions }: Record<string, unknown>): readonly [string, readonly Exception[]] {
  const list: unknown[] = Array.isArray(exceptions) ? exceptions : [];
  return [String(stack), list.filter(isException)];
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`${file}: ${messageOf(error)}, expected what \`store check --format json\` writes`);
  }
}

function isFinding(value: unknown): value is Omit<StackFinding, "stack"> {
  return isRecord(value) && ["policy", "urn", "message", "fingerprint"].every((field) => typeof value[field] === "string");
}

const isText = (value: unknown) => typeof value === "string";

function isException(value: unknown): value is Exception {
  if (!isRecord(value) || ![value.kind, value.setting, value.what].every(isText)) return false;
  return [value.reason, value.until].every((one) => one === undefined || isText(one));
}
