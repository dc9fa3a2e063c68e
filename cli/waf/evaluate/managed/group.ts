import { asList } from "../../../../policies/model/values.ts";
import { type Action, type ActionKind, actionOf, isFinal, readAction, type TokenState } from "../action.ts";
import { nested } from "../compile.ts";
import type { Context, Test } from "../context.ts";
import type { RequestView } from "../request.ts";
import type { Scope } from "../scope.ts";
import { type Block, blocksOf, textOf } from "../shape.ts";
import { CHALLENGEABLE, challengeableBy } from "./anti-ddos.ts";
import { botControl, type ManagedRule, managedGroups, tokenGroups } from "./groups.ts";
import { type Hints, SOME } from "./hints.ts";

/** A rule that leaves the decision to a managed rule group, of AWS's or of a seller's. */
export interface ManagedGroup {
  readonly name: string;
  /** Restricts the requests that the group inspects. */
  readonly scopeDown: Test | undefined;
  /** Actions that replace those of the group's rules. */
  readonly overrides: ReadonlyMap<string, ActionKind>;
  /** Whether the group's own settings have it challenge a request. @default - every request */
  readonly challengeable?: ((view: RequestView) => boolean) | undefined;
  /** Whether the group's decision is only counted. */
  readonly isCounting: boolean;
  /** The question that stays open without a hint. */
  readonly question: OpenQuestion;
}

/** A rule of which only AWS knows whether it matches. */
export interface OpenQuestion {
  readonly rule: string;
  /** A managed group and its version. */
  readonly group?: string;
  readonly because: string;
}

/** One rule of a group that matched. */
export interface GroupMatch {
  readonly rule: string;
  readonly action: Action;
  readonly labels: readonly string[];
}

/** Reads a statement that names a managed group, and the rule's override. */
export function readGroup(block: Block, override: unknown, scope: Scope): ManagedGroup {
  const changed = blocksOf(block.ruleActionOverrides ?? block.ruleActionOverride).map(
    ({ name, actionToUse }) => [textOf(name), readAction(actionToUse)?.kind ?? "block"] as const,
  );
  const excluded = blocksOf(block.excludedRules).map(({ name }) => [textOf(name), "count"] as const);
  const name = textOf(block.name);
  const version = textOf(block.version);
  const group = version === "" ? name : `${name} ${version}`;
  return {
    name,
    question: { rule: scope.rule, group, because: "AWS decides, and no hint says how" },
    scopeDown: nested(block.scopeDownStatement, scope),
    challengeable: challengeableBy(block, scope.rule),
    overrides: new Map<string, ActionKind>([...excluded, ...changed]),
    isCounting: blocksOf(override).some(({ count }) => asList(count).length > 0),
  };
}

/**
 * The rules of a group that match by the given hints, up to the one that ends it; labels the request. Undefined without a hint,
 * when only AWS could say.
 */
export function askGroup(group: ManagedGroup, at: Context, hints: Hints | undefined): GroupMatch[] | undefined {
  const { hasToken = false } = at.view.request;
  labelClient(group, at, hints, hasToken);
  const mayChallenge = group.challengeable?.(at.view);
  if (mayChallenge === true) at.labels.addForeign(CHALLENGEABLE);
  const hinted = hints?.groups[group.name];
  if (hinted === undefined) return undefined;
  const matches: GroupMatch[] = [];
  for (const rule of rulesOf(group, hinted)) {
    if (rule.action === "challenge" && mayChallenge === false) continue;
    const action = actionOf(group.overrides.get(rule.name) ?? rule.action);
    for (const label of rule.labels) at.labels.addForeign(label);
    matches.push({ rule: rule.name, action: group.isCounting ? actionOf("count") : action, labels: rule.labels });
    if (isFinal(action.kind, hasToken)) break;
  }
  return matches;
}

function rulesOf(group: ManagedGroup, hinted: readonly string[]): readonly ManagedRule[] {
  if (hinted.includes(SOME)) return [{ name: "a rule of it", action: "block", labels: [] }];
  return (managedGroups[group.name] ?? []).filter(({ name }) => hinted.includes(name));
}

/** The labels that do not depend on a match. docs.aws.amazon.com/waf/latest/developerguide/waf-tokens-labeling.html */
function labelClient({ name }: ManagedGroup, { labels }: Context, hints: Hints | undefined, hasToken: TokenState): void {
  if (tokenGroups.includes(name)) labels.addForeign(`awswaf:managed:token:${hasToken === false ? "absent" : "accepted"}`);
  const bot = hints?.verifiedBot;
  if (name !== botControl || bot === undefined) return;
  labels.addForeign("awswaf:managed:aws:bot-control:bot:verified");
  labels.addForeign(`awswaf:managed:aws:bot-control:bot:category:${bot}`);
}
