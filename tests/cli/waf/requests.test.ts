import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Evaluation, evaluate } from "../../../cli/waf/evaluate/evaluate.ts";
import { type Firewall, loadFirewall } from "../../../cli/waf/evaluate/load.ts";
import { parseHints } from "../../../cli/waf/evaluate/managed/hints.ts";
import type { WebRequest } from "../../../cli/waf/evaluate/request.ts";
import { requestOf } from "../../../cli/waf/explain/options.ts";
import { graphWith } from "../../stacks/graphs.ts";
import type { GraphResource } from "../../support/offline.ts";
import { attacks } from "./requests/attacks.ts";
import { bots, ownWayOut, pass } from "./requests/bots.ts";
import { payments } from "./requests/payments.ts";
import { type Environment, type Row, type Sequence, shopper } from "./requests/row.ts";
import { sequences } from "./requests/sequences.ts";
import { shopping } from "./requests/shopping.ts";
import { staffWork } from "./requests/staff.ts";

const environments: readonly Environment[] = ["dev", "staging", "prod"];
const browser = {
  "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  accept: "text/html,application/xhtml+xml,*/*;q=0.8",
};
const graphs = new Map<Environment, readonly GraphResource[]>();
const firewalls = new Map<Environment, Firewall>();

beforeAll(async () => {
  for (const environment of environments) {
    const graph = await graphWith(`demo-${environment}`);
    graphs.set(environment, graph);
    firewalls.set(environment, loadFirewall(graph, { added: ownAddress(environment) }));
  }
});

/** What no settings say: the store's own way out, which AWS makes, and the pass that a run of the payment page's watch enters. */
const ownAddress = (environment: Environment) => ({
  [`demo-${environment}-monitor-ipv4`]: [`${ownWayOut}/32`],
  ...(environment === "prod" && { [`demo-${environment}-visit-ipv6`]: [`${pass}/128`] }),
});

/** The web ACL of a demo stack; while the guard blocks some address, with that in its set. */
function firewallOf(environment: Environment, guarded: string | undefined): Firewall {
  const added = guarded && { ...ownAddress(environment), [`demo-${environment}-guard-ipv4`]: [`${guarded}/32`] };
  const firewall = added ? loadFirewall(graphs.get(environment) ?? [], { added }) : firewalls.get(environment);
  if (firewall === undefined) throw new Error(`${environment}: no firewall`);
  return firewall;
}

function requestFor(
  { path, method, ip = shopper, country = "DE", headers = {}, body, hints = [], hasToken }: Partial<Row>,
  firewall: Firewall,
): WebRequest {
  const sent = Object.entries({ host: "shop.example.com", ...browser, ...headers }).filter(([, value]) => value !== "");
  const bytes = typeof body === "number" ? Buffer.alloc(body, "x") : body === undefined ? undefined : Buffer.from(body);
  const described = { path, method, ip, country, headers: sent, body: bytes, token: hasToken };
  return { ...requestOf(described, (part) => part), hints: parseHints(hints, firewall.hintable) };
}

const said = ({ verdict, rule }: Evaluation): string => (rule === undefined ? verdict : `${verdict} by ${rule}`);

const rows: readonly Row[] = [...shopping, ...staffWork, ...payments, ...bots, ...attacks];

test("the table has the requests that were asked for, each once", () => {
  const names = [...rows, ...sequences].map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(80);
  expect([...new Set(names)]).toEqual(names);
});

describe.each(environments)("demo-%s", (environment) => {
  test.each(rows)("$name", (row) => {
    const firewall = firewallOf(environment, row.isGuarded ? (row.ip ?? shopper) : undefined);
    const [evaluation] = evaluate(firewall, [requestFor(row, firewall)]);
    expect(evaluation && said(evaluation)).toEqual(typeof row.expected === "string" ? row.expected : row.expected[environment]);
    // Only AWS's groups are left to AWS: every statement of ours can be decided here.
    expect(evaluation?.open.filter(({ group }) => group === undefined)).toEqual([]);
  });

  test.each(sequences)("$name", ({ steps, expected }) => {
    const firewall = firewallOf(environment, undefined);
    const verdicts = evaluate(firewall, requestsOf(steps, firewall)).map(said);
    expect(runs(verdicts)).toEqual("dev" in expected ? expected[environment] : expected);
  });

  test("every rule matches something in the table", () => {
    const ofRows = rows.flatMap((row) => {
      const firewall = firewallOf(environment, row.isGuarded ? (row.ip ?? shopper) : undefined);
      return evaluate(firewall, [requestFor(row, firewall)]);
    });
    const firewall = firewallOf(environment, undefined);
    const ofSequences = sequences.flatMap(({ steps }) => evaluate(firewall, requestsOf(steps, firewall)));
    const matched = new Set([...ofRows, ...ofSequences].flatMap((evaluation) => evaluation.matched.map(({ rule }) => rule)));
    expect(firewall.rules.map(({ name }) => name).filter((name) => !matched.has(name))).toEqual([]);
  });
});

function requestsOf(steps: Sequence["steps"], firewall: Firewall): WebRequest[] {
  let time = 0;
  return steps.flatMap(({ count, every, from, ...step }) => {
    const request = requestFor(step, firewall);
    return Array.from({ length: count }, (_, at) => {
      time += every * 1000;
      return { ...request, time, ...(from && { address: from(at) }) };
    });
  });
}

/** Equal verdicts in a row as one with their number. */
function runs(verdicts: readonly string[]): string[] {
  const result: { verdict: string; count: number }[] = [];
  for (const verdict of verdicts) {
    const last = result.at(-1);
    if (last?.verdict === verdict) last.count++;
    else result.push({ verdict, count: 1 });
  }
  return result.map(({ verdict, count }) => `${count} ${verdict}`);
}
