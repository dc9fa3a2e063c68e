import { type Action, type ActionKind, isFinal } from "./action.ts";
import { Context, RateWindow } from "./context.ts";
import { type Firewall, isGroup, type Rule } from "./load.ts";
import { askGroup, type GroupMatch, type ManagedGroup, type OpenQuestion } from "./managed/group.ts";
import { RequestView, type WebRequest } from "./request.ts";

/** The verdict on a request, with the reasons. */
export interface Evaluation {
  /** `allow` lets it through to the shop. */
  readonly verdict: Exclude<ActionKind, "count">;
  /** HTTP status of what WAF answers; undefined where the shop does. */
  readonly status: number | undefined;
  /** The rule that decided; undefined for the default action. */
  readonly rule: string | undefined;
  readonly because: string;
  /** Every rule that matched, in order, the deciding one last. */
  readonly matched: readonly Match[];
  /** Questions that only AWS can answer, taken as no match. */
  readonly open: readonly OpenQuestion[];
  /** The request's final labels; our own without the web ACL's prefix. */
  readonly labels: readonly string[];
}

/** A rule that matched. */
export interface Match {
  readonly rule: string;
  /** The rule of a managed group that did. */
  readonly inner?: string;
  readonly action: ActionKind;
  readonly labels: readonly string[];
  readonly because: string;
}

/** The requests, one after the other as they come: rate rules count them together. */
export const evaluate = (firewall: Firewall, requests: readonly WebRequest[]): Evaluation[] => requests.map(evaluator(firewall));

/** Evaluates one request after the other, where there are too many for a list. */
export function evaluator(firewall: Firewall): (request: WebRequest) => Evaluation {
  const rates = firewall.windows.map((seconds) => new RateWindow(seconds));
  return (request) => new Passage(firewall, new Context(new RequestView(request), firewall.readers, rates)).run();
}

/** One request on its way through the rules. */
class Passage {
  private readonly firewall: Firewall;
  private readonly at: Context;
  private readonly matched: Match[] = [];
  private readonly open: OpenQuestion[] = [];

  constructor(firewall: Firewall, at: Context) {
    this.firewall = firewall;
    this.at = at;
  }

  run(): Evaluation {
    for (const rule of this.firewall.rules) {
      const final = isGroup(rule.decides) ? this.askGroupOf(rule, rule.decides) : this.ask(rule, rule.decides);
      if (final) return this.result(final, rule.name, this.matched.at(-1)?.because ?? "");
    }
    return this.result(this.firewall.defaultAction, undefined, "no rule decided otherwise");
  }

  /** The action that ends the request; undefined where it goes on. */
  private ask(rule: Rule, { test, action }: Exclude<Rule["decides"], ManagedGroup>): Action | undefined {
    const { at } = this;
    at.leavesRuleOut = false;
    const { hints } = at.view.request;
    const hint = hints?.rules[rule.name];
    const own = hint ?? test.test(at);
    const isRecorded = own === undefined && hints?.matchedThen?.includes(rule.name) === true;
    const outcome = isRecorded ? true : own;
    if (at.leavesRuleOut || outcome === false) return undefined;
    if (outcome === undefined) {
      this.open.push({ rule: rule.name, because: test.why(at, undefined) });
      for (const label of rule.labels) at.labels.doubt(label);
      return undefined;
    }
    const because = isRecorded ? "the log says that it matched" : hint === undefined ? test.why(at, true) : "a hint says so";
    for (const label of rule.labels) at.labels.addOwn(label);
    this.matched.push({ rule: rule.name, action: action.kind, labels: rule.labels, because });
    return this.finalOf(action);
  }

  private askGroupOf(rule: Rule, group: ManagedGroup): Action | undefined {
    const { at } = this;
    const inScope = group.scopeDown === undefined ? true : group.scopeDown.test(at);
    if (inScope === false) return undefined;
    if (inScope === undefined) {
      this.open.push({ ...group.question, because: group.scopeDown?.why(at, undefined) ?? "" });
      return undefined;
    }
    const matches = askGroup(group, at, at.view.request.hints);
    if (matches === undefined) this.open.push(group.question);
    return this.recordGroup(rule, group, matches ?? []);
  }

  private recordGroup(rule: Rule, group: ManagedGroup, matches: readonly GroupMatch[]): Action | undefined {
    for (const label of matches.length > 0 ? rule.labels : []) this.at.labels.addOwn(label);
    const source = this.at.view.request.hints?.matchedThen === undefined ? "a hint" : "the log";
    for (const { rule: inner, action, labels } of matches) {
      const because = `${source} says that ${inner} of ${group.name} matches`;
      this.matched.push({ rule: rule.name, inner, action: action.kind, labels: [...labels, ...rule.labels], because });
      const final = this.finalOf(action);
      if (final) return final;
    }
    return undefined;
  }

  private finalOf(action: Action): Action | undefined {
    return isFinal(action.kind, this.at.view.request.hasToken ?? false) ? action : undefined;
  }

  private result({ kind, status }: Action, rule: string | undefined, because: string): Evaluation {
    const { matched, open } = this;
    const labels = [...this.at.labels.own, ...this.at.labels.foreign];
    return { verdict: kind === "count" ? "allow" : kind, status, rule, because, matched, open, labels };
  }
}
