import { evaluate } from "../../../cli/waf/evaluate/evaluate.ts";
import type { Firewall } from "../../../cli/waf/evaluate/load.ts";
import { marks } from "../../../domain/firewall/plan-labels.ts";
import type { LabelRule, PlannedRule } from "../../../domain/firewall/rule.ts";
import { toRules } from "../../../domain/firewall/rules.ts";
import type { SentRequest } from "../../../domain/xcart/reading.ts";
import type { RequestKind } from "../../../domain/xcart/requests.ts";
import { firewall } from "../../cli/waf/firewall-fixture.ts";
import { acting, planned, statementOf } from "./plan-fixture.ts";

/** The kinds that the web ACL knows, by the labels that say so; searches have only a rate, whose scope is taken for a mark here. */
const labels = {
  login: marks.form("login"),
  account: marks.form("account"),
  checkout: marks.form("checkout"),
  order: marks.form("order"),
  search: "test:search",
  callback: marks.callback,
} as const satisfies Partial<Record<RequestKind, string>>;

export type MarkedKind = keyof typeof labels;
export const markedKinds: readonly MarkedKind[] = ["login", "account", "checkout", "order", "search", "callback"];
export const isMarked = (kind: RequestKind): kind is MarkedKind => Object.hasOwn(labels, kind);

/** Rules that refuse what could be one of the kinds. */
const refusing: readonly string[] = ["disguised", "api"];

/** The rules that mark, and those that refuse instead, with their expressions changed. */
export function markingRules(change: (regex: string) => string = (regex) => regex): Firewall {
  const all = planned();
  const scope = statementOf(all, "search-rate").rateBasedStatement?.scopeDownStatement;
  if (scope === undefined) throw new Error("search-rate counts everything");
  const search: LabelRule = { kind: "label", name: "search", label: labels.search, statement: scope };
  const kept: PlannedRule[] = [...all.filter(({ kind, name }) => kind === "label" || refusing.includes(name)), search];
  const changed = JSON.stringify(toRules(kept, acting(), String), (key, value: unknown) =>
    key === "regexString" && typeof value === "string" ? change(value) : value,
  );
  return firewall(JSON.parse(changed));
}

/** What the rules mark a request as; undefined where they refuse it. */
export function markedAs(rules: Firewall, { method, path, query = "", headers = [], body }: SentRequest): MarkedKind[] | undefined {
  const [result] = evaluate(rules, [{ method, path, query, headers, body, address: "198.51.100.7" }]);
  if (result === undefined) throw new Error("no evaluation");
  return result.verdict === "block" ? undefined : markedKinds.filter((kind) => result.labels.includes(labels[kind]));
}
