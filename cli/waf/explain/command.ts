import picocolors from "picocolors";
import { messageOf, UserError } from "../../offline/faults.ts";
import { startProgress } from "../../preview/progress.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { type Firewall, loadFirewall } from "../evaluate/load.ts";
import { parseHints } from "../evaluate/managed/hints.ts";
import { type ListenerRule, loadListener, route } from "../listener/route.ts";
import { readRequests } from "./file.ts";
import { hostIn, sourceOf } from "./graph.ts";
import { addedAddresses, type Described, describedBy, type ExplainOptions, requestOf } from "./options.ts";
import { explanationText, sequenceText } from "./text.ts";
import type { Explained } from "./words.ts";

/** Runs `store waf explain`; resolves to the exit status: 0, or 1 with a sentence on stderr about what is wrong. */
export async function explain(options: ExplainOptions): Promise<number> {
  const progress = startProgress("reading the web ACL");
  try {
    const answer = await answerTo(options);
    progress.stop();
    console.log(answer);
    return 0;
  } catch (error) {
    progress.stop();
    if (!(error instanceof UserError)) throw error;
    console.error(messageOf(error));
    return 1;
  }
}

async function answerTo(options: ExplainOptions): Promise<string> {
  const added = addedAddresses(options.inSet);
  const { stack, resources } = await sourceOf(options);
  const firewall = loadFirewall(resources, { acl: options.acl, added });
  const described = describedBy(options, hostIn(resources));
  const explained = explainAll({ firewall, rules: loadListener(resources) }, described, options);
  const of = { stack, acl: firewall.name, rules: firewall.rules.length };
  if (options.json) return JSON.stringify({ stack, acl: firewall.name, requests: explained.map(plain) }, null, 2);
  const colors = picocolors.createColors(process.stdout.isTTY === true && picocolors.isColorSupported);
  const [first] = explained;
  return options.requests === undefined && first ? explanationText(first, of, colors) : sequenceText(explained, of, colors);
}

/** What stands before the shop. */
interface Front {
  readonly firewall: Firewall;
  readonly rules: readonly ListenerRule[];
}

function explainAll({ firewall, rules }: Front, described: Described, { hint = [], requests }: ExplainOptions): Explained[] {
  const { hintable } = firewall;
  const numbered =
    requests === undefined
      ? [{ line: undefined, request: { ...requestOf(described, (part) => `--${part}`), hints: parseHints(hint, hintable) } }]
      : readRequests(requests, { base: described, hints: hint, hintable });
  const evaluations = evaluate(
    firewall,
    numbered.map(({ request }) => request),
  );
  return numbered.flatMap(({ line, request }, at) => {
    const evaluation = evaluations[at];
    return evaluation ? [{ line, request, evaluation, routed: route(rules, request) }] : [];
  });
}

/** What `--json` prints of one request. */
function plain({ line, request, evaluation, routed }: Explained): unknown {
  const { method, path, query, address, country } = request;
  return {
    ...(line !== undefined && { line }),
    request: { method, path, query, address, country },
    ...evaluation,
    ...(evaluation.verdict === "allow" && { listener: routed }),
  };
}
