import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { covers } from "../../domain/iam/glob.ts";
import { graphs } from "./strangers.ts";
import { type Weakened, weakenedIn } from "./systematic.ts";
import { Judge } from "./systematic-judge.ts";

/** What policies about the changed resource itself do not find, by stack. A new property or type is put here by hand, or into a policy. */
interface Reviewed {
  /** Found by a policy at another resource: the change, and the policy. */
  readonly elsewhere: Readonly<Record<string, string>>;
  /** Not found, and harmless: why, and patterns of changes. */
  readonly harmless: Readonly<Record<string, readonly string[]>>;
  /** Not found, and no policy can: docs/decisions/0093 says why. It may only get shorter. */
  readonly open: readonly string[];
}

const file = join(import.meta.dirname, "fixtures/systematic.json");
const reviewed: Record<"demo-prod" | "demo-account", Reviewed> = JSON.parse(readFileSync(file, "utf8"));

test.each(["demo-prod", "demo-account"] as const)("%s: each value of each property, made weaker, is found or was reviewed", (stack) => {
  const { elsewhere, harmless, open } = reviewed[stack];
  const patterns = Object.values(harmless).flat();
  const judge = new Judge(graphs[stack]);
  const all = weakenedIn(graphs[stack]);
  const left = all.filter((one) => judge.catchesItself(one) === undefined);
  const known = new Set([...Object.keys(elsewhere), ...open]);
  const unreviewed = left.filter(({ key }) => !known.has(key) && !patterns.some((pattern) => covers(pattern, key)));
  expect(unreviewed.map(({ key }) => key)).toEqual([]);

  const byKey = new Map(left.map((one) => [one.key, one]));
  const wrong = Object.entries(elsewhere).filter(([key, policy]) => !isFound(judge, byKey.get(key), policy));
  expect(wrong).toEqual([]);
  expect(open.filter((key) => !byKey.has(key))).toEqual([]);
  const keys = [...byKey.keys()];
  expect(patterns.filter((pattern) => !keys.some((key) => covers(pattern, key)))).toEqual([]);
});

const isFound = (judge: Judge, change: Weakened | undefined, policy: string): boolean =>
  change !== undefined && judge.isCaughtBy(change, policy);
