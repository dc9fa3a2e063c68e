import { spawnSync } from "node:child_process";

/** What a run took, in milliseconds: by the clock, and of processor time with all that it started. */
export interface Took {
  readonly wall: number;
  readonly cpu: number;
}

/** A command that is run many times. */
export interface Timed {
  readonly name: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly runs: Took[];
}

/** A command of Node's in `folder`. */
export const timed = (name: string, args: readonly string[], folder: string): Timed => ({
  name,
  command: [process.execPath, ...args],
  folder,
  runs: [],
});

/** Bash's `times` says last what its children took. */
const script = '"$@"; status=$?; times >&2; exit $status';

/** Runs a command once, and keeps what it took if it counts. Throws where it does not end with 0. */
export function run({ name, command, folder, runs }: Timed, counts = true): void {
  const start = performance.now();
  const options = { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const { status, stderr } = spawnSync("bash", ["-c", script, "bash", ...command], options);
  const wall = performance.now() - start;
  if (status !== 0) throw new Error(`${name}: ended with ${status}, expected 0\n${stderr.slice(-2000)}`);
  if (counts) runs.push({ wall, cpu: childrenIn(stderr) });
}

function childrenIn(text: string): number {
  const [last = ""] = text.trimEnd().split("\n").slice(-1);
  const parts = [...last.matchAll(/(\d+)m([\d.,]+)s/g)];
  if (parts.length !== 2) throw new Error(`bash's times: got ${last}, expected two times`);
  return parts.reduce((sum, [, minutes, seconds = ""]) => sum + 60_000 * Number(minutes) + 1000 * Number(seconds.replace(",", ".")), 0);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export const wallOf = ({ runs }: Timed): number => median(runs.map(({ wall }) => wall));
/** The least: others on the machine only ever add to it. */
export const cpuOf = ({ runs }: Timed): number => Math.min(...runs.map(({ cpu }) => cpu));

/** A row of the table of times. */
export const timeRow = (one: Timed): string =>
  `  ${one.name.padEnd(44)} ${milliseconds(wallOf(one))} ${milliseconds(cpuOf(one))}   ${one.runs.length}`;

/** A row of the table of targets: how often `b` goes into `a`, and at most should. */
export function targetRow(name: string, a: Timed, b: Timed, target: number): string {
  const ratios = [wallOf(a) / wallOf(b), cpuOf(a) / cpuOf(b)];
  return targetText(
    name,
    ratios.map((ratio) => ratio.toFixed(2).padStart(8)).join(" "),
    Math.min(...ratios) <= target,
    `at most ${target}`,
  );
}

export const targetText = (name: string, got: string, isMet: boolean, target: string): string =>
  `  ${name.padEnd(44)} ${got.padEnd(17)}   ${target.padEnd(14)} ${isMet ? "met" : "missed"}`;

const milliseconds = (value: number): string => value.toFixed(0).padStart(8);
