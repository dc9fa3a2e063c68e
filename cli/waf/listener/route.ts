import { type ExportedResource, stackOf } from "../../../policies/model/graph.ts";
import type { Resource } from "../../../policies/model/stack.ts";
import type { WebRequest } from "../evaluate/request.ts";
import { type Block, blockOf, blocksOf, numberOf, textOf } from "../evaluate/shape.ts";
import { type Condition, readCondition } from "./conditions.ts";

const ruleTypes = ["lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2"].map(
  (module) => `aws:${module}/listenerRule:ListenerRule`,
);

/** A listener's treatment of clients that are not signed in: `pass` to the nodes, `ask` for a sign-in, `deny` with 401. */
export type Routing = "pass" | "ask" | "deny";

/** One rule of a listener. */
export interface ListenerRule {
  readonly name: string;
  readonly priority: number;
  readonly conditions: readonly Condition[];
  readonly does: Routing;
}

/** The treatment of a request by a listener. */
export interface Routed {
  /** The rule that took it. @default - none did: the listener's own action */
  readonly rule?: string;
  readonly does: Routing;
  /** Rules that came before it, of which only AWS could say whether they take it: they are taken as if they did not. */
  readonly open: readonly string[];
}

/** The rules of a graph's listener, in the order in which the load balancer asks them. */
export function loadListener(resources: readonly ExportedResource[]): ListenerRule[] {
  return stackOf(resources)
    .ofType(...ruleTypes)
    .map(readRule)
    .sort((a, b) => a.priority - b.priority);
}

function readRule({ name, properties }: Resource): ListenerRule {
  return {
    name,
    priority: numberOf(properties.priority) ?? 0,
    conditions: blocksOf(properties.conditions).map(readCondition),
    does: doesOf(blocksOf(properties.actions)),
  };
}

function doesOf(actions: readonly Block[]): Routing {
  const asking = actions.map((action) => blockOf(action.authenticateCognito) ?? blockOf(action.authenticateOidc)).find(Boolean);
  if (asking === undefined) return "pass";
  const answers: Readonly<Record<string, Routing>> = { deny: "deny", allow: "pass" };
  return answers[textOf(asking.onUnauthenticatedRequest)] ?? "ask";
}

/** The first rule whose conditions a request meets, all of them. */
export function route(rules: readonly ListenerRule[], request: WebRequest): Routed {
  const open: string[] = [];
  for (const { name, conditions, does } of rules) {
    const met = conditions.map((condition) => condition(request));
    if (met.includes(false)) continue;
    if (!met.includes(undefined)) return { rule: name, does, open };
    open.push(name);
  }
  return { does: "pass", open };
}
