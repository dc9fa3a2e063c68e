import { isUnknown } from "../../../domain/graph-values.ts";
import { isRecord } from "../../../domain/values.ts";
import { type ExportedResource, stackOf } from "../../../policies/model/graph.ts";
import type { Resource, Stack } from "../../../policies/model/stack.ts";
import { asList } from "../../../policies/model/values.ts";
import { webAclType } from "../../../policies/wafv2/types.ts";
import { UserError } from "../../offline/faults.ts";
import { type Action, actionOf, readAction } from "./action.ts";
import { compile } from "./compile.ts";
import type { Reader, Test } from "./context.ts";
import { type ManagedGroup, readGroup } from "./managed/group.ts";
import type { Hintable } from "./managed/hints.ts";
import { Readers, type Scope } from "./scope.ts";
import { type AddedAddresses, setFinder } from "./sets.ts";
import { type Block, blockOf, blocksOf, numberOf, textOf } from "./shape.ts";

/** A web ACL of which requests can be asked. */
export interface Firewall {
  /** Its name in AWS. */
  readonly name: string;
  /** The rules in the order in which AWS evaluates them. */
  readonly rules: readonly Rule[];
  /** The action for a request that no rule decides about. */
  readonly defaultAction: Action;
  /** Seconds for which a browser that has answered is not challenged again. */
  readonly immunity: { readonly challenge: number; readonly captcha: number };
  /** The subjects of hints. */
  readonly hintable: Hintable;
  readonly readers: readonly Reader[];
  /** Lengths of the rate windows, in seconds. */
  readonly windows: readonly number[];
}

/** One rule of a web ACL: a statement with an action, or a group that decides. */
export interface Rule {
  readonly name: string;
  readonly priority: number;
  /** Labels without the web ACL's prefix. */
  readonly labels: readonly string[];
  readonly decides: { readonly test: Test; readonly action: Action } | ManagedGroup;
}

/** Options for reading a graph's web ACL. */
export interface LoadOptions {
  /** Its name, where there are several. @default - the only one */
  readonly acl?: string | undefined;
  /** Addresses that IP sets are to hold beside those in the graph: what the login guard blocks is in no graph. @default - none */
  readonly added?: AddedAddresses | undefined;
}

/**
 * Reads the web ACL of a graph, of `store preview --graph` or `pulumi stack export`, and makes it ready for {@link evaluate}.
 * @throws UserError where there is none, or AWS would refuse it
 */
export function loadFirewall(resources: readonly ExportedResource[], { acl: name, added = {} }: LoadOptions = {}): Firewall {
  const stack = stackOf(resources);
  const acl = pick(stack, name);
  const shared = { acl: nameIn(acl), sets: setFinder(acl, stack, added), readers: new Readers(), windows: [] };
  const rules = rulesIn(acl).map((rule) => readRule(rule, { ...shared, rule: textOf(rule.name) }));
  return {
    name: shared.acl,
    rules: rules.toSorted((a, b) => a.priority - b.priority),
    defaultAction: readAction(acl.properties.defaultAction) ?? actionOf("allow"),
    immunity: { challenge: immunityIn(acl, "challengeConfig"), captcha: immunityIn(acl, "captchaConfig") },
    hintable: hintableOf(rules),
    readers: shared.readers.list,
    windows: shared.windows,
  };
}

function pick(stack: Stack, name: string | undefined): Resource {
  const all = stack.ofType(webAclType);
  const wanted = name === undefined ? all : all.filter((acl) => nameIn(acl) === name || acl.name === name);
  const [first, ...others] = wanted;
  if (first && others.length === 0) return first;
  const names = all.map(nameIn).join(", ");
  if (all.length === 0) throw new UserError(`${stack.name || "the graph"}: got no web ACL, expected one (${webAclType})`);
  throw new UserError(`${stack.name || "the graph"}: got the web ACLs ${names}, expected --acl with the name of one`);
}

/** AWS's default of the immunity time, in seconds. docs.aws.amazon.com/waf/latest/APIReference/API_ImmunityTimeProperty.html */
const USUAL_IMMUNITY = 300;

const immunityIn = (acl: Resource, config: string): number =>
  numberOf(blockOf(blockOf(acl.properties[config])?.immunityTimeProperty)?.immunityTime) ?? USUAL_IMMUNITY;

const nameIn = (acl: Resource): string => textOf(acl.properties.name) || acl.name;

function rulesIn(acl: Resource): Block[] {
  const { rules, ruleJson } = acl.properties;
  if (isUnknown(rules) || (asList(rules).length === 0 && typeof ruleJson === "string" && ruleJson !== ""))
    throw new UserError(`${nameIn(acl)}: got rules in ruleJson or known only after apply, expected them in the property rules`);
  return asList(rules).filter(isRecord);
}

function readRule(rule: Block, scope: Scope): Rule {
  const statement = blockOf(rule.statement);
  const group = blockOf(statement?.managedRuleGroupStatement);
  return {
    name: scope.rule,
    priority: numberOf(rule.priority) ?? 0,
    labels: blocksOf(rule.ruleLabels).map(({ name }) => textOf(name)),
    decides: group
      ? readGroup(group, rule.overrideAction, scope)
      : { test: compile(statement, scope), action: readAction(rule.action) ?? actionOf("count") },
  };
}

/** Whether a rule leaves the decision to a managed group. */
export const isGroup = (decides: Rule["decides"]): decides is ManagedGroup => "overrides" in decides;

function hintableOf(rules: readonly Rule[]): Hintable {
  return {
    groups: new Map(rules.flatMap(({ name, decides }) => (isGroup(decides) ? [[name, decides.name] as const] : []))),
    rules: rules.filter(({ decides }) => !isGroup(decides)).map(({ name }) => name),
  };
}
