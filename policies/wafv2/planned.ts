import type { Intended } from "../../domain/contracts/intended.ts";
import { type FirewallRule, firewallRule } from "../../domain/defaults/firewall-rules.ts";
import type { AddressSets } from "../../domain/firewall/addresses.ts";
import { planWebAcl, setNames } from "../../domain/firewall/web-acl.ts";
import type { Own } from "../model/differences.ts";
import { planOf } from "../model/intended.ts";
import { ownValue } from "../model/own.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { ipSetType } from "./types.ts";

/** Placeholder for the store's egress addresses, which only AWS knows. */
const egress = "egress addresses";

/** The lists as the program gets them: the store's own canary is a monitor. */
function listsOf({ firewall: { addresses } }: Intended): AddressSets<string> {
  const list = (name: keyof typeof addresses) => ({ addresses: addresses[name], description: "" });
  return {
    scanner: list("scanner"),
    monitor: { ...list("monitor"), madeByAws: [egress] },
    staff: list("staff"),
    api: list("api"),
    integration: list("integration"),
    "blocked-addresses": list("blocked-addresses"),
  };
}

/** Rules of the web ACL by the settings; `acl` is the one to compare with them. Undefined if the intentions are unknown. */
export const plannedAcl = (acl: Resource, stack: Stack) => planned(stack)?.aclFor(acl);

/** The names of IP sets that the settings give, with their addresses but the store's own; what functions fill is their business. */
export const plannedSets = (stack: Stack): ReadonlyMap<string, readonly string[] | "a function's"> | undefined => planned(stack)?.sets;

const planned = planOf((said, stack) => {
  const lists = listsOf(said);
  const sets = setNames(lists, said.paymentPage.watched);
  const { actions, ...args } = said.firewall;
  const chosen = new Map(actions.map(({ rule, action }) => [rule, action]));
  const plan = { ...args, sets, actionOf: (rule: FirewallRule) => chosen.get(rule) ?? firewallRule(rule).action };
  const aclFor = (acl: Resource) => planWebAcl(plan, (set) => ownSet(set, acl, stack));
  return { aclFor, sets: addressesByName(said, sets, stack) };
});

/** An IP set as the web ACL's rules name it. */
const ownSet = (set: string, holder: Resource, stack: Stack): Own =>
  ownValue(`the IP set ${set}`, { holder, property: "rules" }, setsNamed(`${stack.name}-${set}`, stack), "arn");

const setsNamed = (name: string, stack: Stack): Resource[] => stack.ofType(ipSetType).filter(({ properties }) => properties.name === name);

function addressesByName({ firewall: { addresses } }: Intended, { guard, visit, ...sets }: ReturnType<typeof setNames>, { name }: Stack) {
  const isOf = (set: string) => (address: string) => address.includes(":") === set.endsWith("-ipv6");
  const lists: Readonly<Record<string, readonly string[]>> = addresses;
  return new Map<string, readonly string[] | "a function's">([
    ...Object.entries(sets).flatMap(([list, names]) =>
      names.map((set) => [`${name}-${set}`, (lists[list] ?? []).filter(isOf(set))] as const),
    ),
    ...[...guard, ...visit].map((set) => [`${name}-${set}`, "a function's"] as const),
  ]);
}
