import { execFileSync } from "node:child_process";

const SECONDS = 2;
const CONNECTIONS = 16;

/** What wrk says of one run. */
interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** Two servers that answer the same, by port, and what is asked of them. */
interface Pairs {
  readonly name: string;
  readonly path: string;
  readonly rounds: number;
  readonly ours: number;
  readonly stock: number;
  /** Minimum of stock's requests a second. */
  readonly target: number;
  /** The program. */
  readonly wrk: string;
}

/** Asks one and the other in turn, and prints what one does of what the other does: of each pair, since others on the machine slow down both. */
export function comparePairs({ name, path, rounds, ours, stock, target, wrk }: Pairs): void {
  const measured: { readonly ours: Measured[]; readonly stock: Measured[] } = { ours: [], stock: [] };
  // One more than is counted: the first compiles what the others find compiled.
  for (let round = 0; round <= rounds; round++) {
    // Who comes first changes, since what one leaves to be done slows down the other.
    const turns = [
      [ours, measured.ours],
      [stock, measured.stock],
    ] as const;
    for (const [port, all] of round % 2 ? turns : turns.toReversed()) {
      const one = measure(wrk, port, path);
      if (round) all.push(one);
    }
  }
  const ratio = (of: (one: Measured) => number) =>
    median(measured.ours.map((one, at) => of(one) / of(measured.stock[at] ?? one))).toFixed(3);
  console.log(
    `${name.padEnd(22)} requests/s ${ratio(({ perSecond }) => perSecond)} of stock (target ${target})   p99 ${ratio(({ p99 }) => p99)} (1)`,
  );
  for (const [who, all] of Object.entries(measured)) {
    const perSecond = median(all.map((one) => one.perSecond)).toFixed(0);
    console.log(`  ${who.padEnd(6)} ${perSecond.padStart(7)} requests/s   p99 ${median(all.map(({ p99 }) => p99)).toFixed(1)} ms`);
  }
}

/** Runs wrk over TLS, as the load balancer comes. */
function measure(wrk: string, port: number, path: string): Measured {
  const how = ["-t2", `-c${CONNECTIONS}`, `-d${SECONDS}s`, "--latency", "-H", "Host: shop.example.com"];
  const text = execFileSync(wrk, [...how, `https://127.0.0.1:${port}${path}`], { encoding: "utf8" });
  const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(text) ?? [];
  const perSecond = /Requests\/sec:\s+([\d.]+)/.exec(text)?.[1];
  if (!p99 || !unit || !perSecond || /Non-2xx|Socket errors/.test(text)) throw new Error(`wrk on ${path}:\n${text}`);
  return { perSecond: Number(perSecond), p99: Number(p99) * ({ us: 0.001, ms: 1, s: 1000 }[unit] ?? 1) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
