/** X-Cart lines that a store can run; 5.4 needs PHP 7.4, whose security support ended in November 2022. */
export const xcartLines = ["5.5", "5.6"] as const;

/** A line of X-Cart. */
export type XcartLine = (typeof xcartLines)[number];

/** Compares X-Cart's versions, `5.6.0.12`, part by part as numbers: below 0 where `a` is the older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (let i = 0; i < 4; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** X-Cart's version in a release's name: `5.6.0.12` of `5.6.0.12-3`. */
export const versionOf = (release: string): string => release.slice(0, release.indexOf("-"));
