import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { program } from "../../emulators/programs.ts";

/** A login in a browser's row of them. */
export interface Step {
  /** Seconds since the one before. */
  readonly after: number;
  readonly admin: boolean;
  readonly login: string;
  readonly password: string;
}

/** The first as often as it weighs, or one of the others. */
const mostly = <T>(weight: number, often: T, ...rest: readonly T[]) =>
  fc.oneof({ weight, arbitrary: fc.constant(often) }, { weight: 1, arbitrary: fc.constantFrom(...rest) });

const step: fc.Arbitrary<Step> = fc.record({
  after: mostly(8, 0, 10, 60, 100, 140),
  admin: fc.boolean(),
  login: mostly(8, "owner@example.com", "shopper@example.com", "nobody@example.com", ""),
  password: mostly(8, "wrong", "right", "right", ""),
});

/** Rows of logins, long enough for X-Cart's own lock. */
export const sequences: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 8, maxLength: 12 });

const row = z.tuple([
  z.array(z.object({ after: z.number(), admin: z.boolean(), login: z.string(), password: z.string() })),
  z.array(z.string()),
]);

/** A line of `noted.jsonl`: logins, and what X-Cart's Auth made of each. */
export const readRow = (line: string): [Step[], string[]] => row.parse(JSON.parse(line));

/** What Auth of a checkout makes of each login of some rows, and notes. */
export async function noted(checkout: string, rows: readonly (readonly Step[])[]): Promise<string[][]> {
  const { stdout, stderr, status } = spawnSync(await program("php"), [join(import.meta.dirname, "auth.php")], {
    input: JSON.stringify(rows),
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
    env: { ...process.env, XCART_CHECKOUT: checkout },
  });
  if (status !== 0) throw new Error(stderr);
  return z.array(z.array(z.string())).parse(JSON.parse(stdout));
}
