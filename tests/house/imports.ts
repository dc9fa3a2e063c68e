import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** One import of a source file: both paths from the root of the house. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** The import, export and dynamic import statements of a file, by what they name. */
const specifier = /(?:\bfrom|\bimport\(|\bimport)\s*"([^"]+)"/g;

/** The rooms: folders that hold source files. */
export const rooms = ["bench", "cli", "components", "domain", "functions", "host", "policies", "stacks", "tests"] as const;

/** All imports in the rooms of the house at `root`; those of packages have `to` as it is written. */
export function arrowsIn(root: string): Arrow[] {
  const files = globSync(`{${rooms.join(",")}}/**/*.{ts,mjs,cjs}`, { cwd: root, exclude: (path) => path.includes("node_modules") });
  return files.sort().flatMap((from) =>
    [...readFileSync(join(root, from), "utf8").matchAll(specifier)].map(([, name = ""]) => ({
      from,
      to: name.startsWith(".") ? relative(root, join(root, dirname(from), name)) : name,
    })),
  );
}

/** What each room may import besides itself and packages; a room that is not listed may import all. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  components: ["domain"],
  functions: ["domain"],
  host: ["domain"],
  policies: ["domain"],
  stacks: ["domain", "components", "functions", "host"],
  cli: ["domain", "components", "functions", "host", "policies", "stacks"],
};

/** Packages that the ground floor may not load: anyone who imports it would pay for them. */
const heavy = /^@(pulumi|aws-sdk)\//;

/** One sentence for each import that goes up a floor, or round it. */
export function strayArrows(arrows: readonly Arrow[]): string[] {
  return arrows.flatMap(({ from, to }) => {
    const [room, target] = [roomOf(from), roomOf(to)];
    const allowed = mayImport[room];
    if (room === "domain" && heavy.test(to)) return [`${from}: imports ${to}; the ground floor uses neither Pulumi nor the AWS SDK`];
    if (!isRoom(target) || target === room || allowed === undefined || allowed.includes(target)) return [];
    return [`${from}: imports ${to}; ${room} may import ${["itself", ...allowed].join(", ")}: move what both need to domain/`];
  });
}

/** Circles among files, each once, as the files that it passes. */
export function circles(arrows: readonly Arrow[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const found = new Map<string, string[]>();
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const begin = trail.indexOf(file);
    if (begin >= 0) {
      const circle = trail.slice(begin);
      found.set([...circle].sort().join(" "), circle);
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return [...found.values()];
}

const roomOf = (path: string): string => path.split("/")[0] ?? "";
const isRoom = (name: string): boolean => rooms.some((room) => room === name);
