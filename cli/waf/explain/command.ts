import { type Progress, startProgress } from "../../preview/progress.ts";
import { faultStatus } from "../../text/fault.ts";
import { screenOf } from "../../text/screen.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { loadFirewall } from "../evaluate/load.ts";
import { parseHints } from "../evaluate/managed/hints.ts";
import { loadListener, route } from "../listener/route.ts";
import { hostIn, hostsOf, sourceOf } from "./graph.ts";
import { addedAddresses, type Described, describedBy, type ExplainOptions, requestOf } from "./options.ts";
import type { Front } from "./requests/replay.ts";
import { askFile } from "./requests/run.ts";
import { type Asked, explanationText } from "./text.ts";
import { type Explained, isRefused, plainOf } from "./words.ts";

/**
 * Runs `store waf explain`; resolves to the exit status: 0; 1 with a sentence on stderr about what is wrong; with `--fail-on-refused`
 * also 1 where a request is refused.
 */
export async function explain(options: ExplainOptions): Promise<number> {
  const progress = startProgress("reading the web ACL");
  try {
    const hasRefused = await answer(options, progress);
    return hasRefused && options.failOnRefused === true ? 1 : 0;
  } catch (error) {
    progress.stop();
    return faultStatus(error);
  }
}

/** Prints the answer; true where a request is refused. */
async function answer(options: ExplainOptions, progress: Progress): Promise<boolean> {
  const added = addedAddresses(options.inSet);
  const { stack, resources } = await sourceOf(options);
  const firewall = loadFirewall(resources, { acl: options.acl, added });
  const front = { firewall, rules: loadListener(resources) };
  const base = describedBy(options, hostIn(resources));
  const screen = screenOf();
  const { requests: file, hint: hints = [], json = false } = options;
  if (file !== undefined) {
    const asked = { base, hintable: firewall.hintable, hosts: hostsOf(resources, options.host) };
    const summary = await askFile({ file, stack, front, asked, hints, json, screen, progress });
    return summary.refusedCount > 0;
  }
  const explained = explainOne(front, base, hints);
  progress.stop();
  const subject: Asked = { stack, acl: firewall.name, rules: firewall.rules.length };
  const plain = { stack, acl: firewall.name, requests: [plainOf(explained)] };
  console.log(json ? JSON.stringify(plain, null, 2) : explanationText(explained, subject, screen));
  return isRefused(explained.evaluation, explained.request);
}

function explainOne({ firewall, rules }: Front, described: Described, hints: readonly string[]): Explained {
  const request = { ...requestOf(described, (part) => `--${part}`), hints: parseHints(hints, firewall.hintable) };
  const [evaluation] = evaluate(firewall, [request]);
  if (evaluation === undefined) throw new Error("a request without an evaluation");
  return { line: undefined, request, evaluation, routed: route(rules, request) };
}
