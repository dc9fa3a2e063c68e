import { quick, refreshOfNodes, times } from "../../domain/provisioning/times.ts";
import type { Waited } from "./chains.ts";
import type { Step, Wait } from "./longest.ts";

const words: Readonly<Record<Wait, string>> = { value: "needs a value of it", child: "is its child", order: "is told to wait for it" };

/** The chains of a stack for people, with what their times are based on. */
export function chainsText(stack: string, all: readonly Waited[]): string {
  const texts = all.flatMap(({ what, act, chain }) => {
    const steps = chain.steps.filter(({ seconds }) => seconds > 0);
    const after = act === "update" ? [`  ${time(refreshOfNodes)}  new nodes take over afterwards; the update does not wait for them`] : [];
    return [`${stack}, ${what}: ${time(chain.seconds).trim()}`, ...steps.map(lineOf), ...after, ""];
  });
  const types = new Set(all.flatMap(({ chain }) => chain.steps.map(({ type }) => type)).filter((type) => type in times));
  return [...texts, "Times by:", ...[...types].sort().map(basisOf), `  all others: ${quick.basis}, ${quick.source}`].join("\n");
}

function lineOf({ name, type, seconds, waits }: Step): string {
  return `  ${time(seconds)}  ${name} (${type.slice(type.lastIndexOf(":") + 1)})${waits ? `: ${words[waits]}` : ""}`;
}

function basisOf(type: string): string {
  const { basis, source } = times[type] ?? quick;
  return `  ${type}: ${basis}, ${source}`;
}

function time(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes > 0 ? `${minutes} min ` : ""}${seconds % 60} s`.padStart(11);
}
