import { isPastGrace, longEnded } from "../../../domain/calendars/endings.ts";
import { wafLimits } from "../../../domain/defaults/firewall.ts";
import { actionsOf, firewallRuleNames } from "../../../domain/defaults/firewall-rules.ts";
import { callsOf, ownOrders } from "../../../domain/defaults/firewall-xcart.ts";
import { addressSets } from "../../../domain/firewall/addresses.ts";
import { capacities, planRules } from "../../../domain/firewall/plan.ts";
import { setNames } from "../../../domain/firewall/web-acl.ts";
import { rowsOf, wordOf } from "../../../domain/xcart/requests.ts";
import { fault } from "../faults.ts";
import { firewallAddresses, firewallPlanArgs, integrationsOf } from "../resolve/firewall.ts";
import type { StoreSettings } from "../resolve/store.ts";
import { holds } from "../schema/firewall-fields.ts";

/** Faults of the firewall's settings on the day `today` (`YYYY-MM-DD`). */
export function firewallFaults(settings: StoreSettings, today: string): string[] {
  return [
    ...partyFaults(settings, today),
    ...actionFaults(settings, today),
    ...staffFaults(settings),
    ...integrationFaults(settings, today),
    ...adminHostFaults(settings),
    ...setFaults(settings),
    ...capacityFaults(settings),
  ];
}

/** Scanners and monitors: each once, none after its end. */
function partyFaults({ firewall }: Pick<StoreSettings, "firewall">, today: string): string[] {
  const parties = (["scanners", "monitors"] as const).flatMap((list) =>
    firewall[list].map((party, i) => ({ ...party, path: "setting" in party ? party.setting : `firewall.${list}[${i}]` })),
  );
  return parties.flatMap(({ path, name, until }, i) => [
    ...(parties.findIndex((other) => other.name === name) < i
      ? [fault(`${path}.${path === "pci.asv" ? "vendor" : "name"}`, name, "a name that is not listed already")]
      : []),
    // The calendar of PCI scans says itself when it has ended.
    ...(path === "pci.asv" ? [] : endFaults(`${path}.until`, until, today)),
  ]);
}

const endFaults = (path: string, until: string, today: string): string[] =>
  until === "permanent" || !isPastGrace(until, today)
    ? []
    : [fault(path, until, `${today} or later: ${longEnded(until)}; renew the exception, or remove it`)];

/** Requires a reason and an end for a rule that only counts in prod, where it protects nothing. */
function actionFaults({ environment, firewall }: Pick<StoreSettings, "environment" | "firewall">, today: string): string[] {
  return firewallRuleNames.flatMap((name) => {
    const said = firewall.actions[name];
    const path = `firewall.actions.${name}`;
    if (said === "count" && environment === "prod") {
      const others = actionsOf(name).filter((action) => action !== "count");
      return [fault(path, said, `${others.join(", ")} in prod, or { action: count, reason, until } for a trial`)];
    }
    return typeof said === "object" ? endFaults(`${path}.until`, said.until, today) : [];
  });
}

/** Faults of addresses that one list admits and another blocks. */
function staffFaults({ firewall }: Pick<StoreSettings, "firewall">): string[] {
  const { admin, api, monitors, integrations, blockedAddresses } = firewall;
  const named = (setting: string, blocks: readonly string[] = []) =>
    blocks.map((block, i): [string, string] => [`firewall.${setting}.addresses[${i}]`, block]);
  const welcome = [
    ...named("admin", admin.addresses),
    ...named("api", api?.addresses),
    ...monitors.flatMap(({ addresses }, i) => named(`monitors[${i}]`, addresses)),
    ...integrations.flatMap(({ addresses }, i) => named(`integrations[${i}]`, addresses)),
  ];
  return welcome.flatMap(([path, block]) => {
    const blocked = blockedAddresses.find((outer) => holds(outer, block));
    return blocked ? [fault(path, block, `addresses that firewall.blockedAddresses does not block with ${blocked}`)] : [];
  });
}

function adminHostFaults({ firewall, aliases }: Pick<StoreSettings, "firewall" | "aliases">): string[] {
  const { host } = firewall.admin;
  return host === undefined || aliases.includes(host)
    ? []
    : [fault("firewall.admin.host", host, "one of aliases, since the domain itself is for shoppers")];
}

/** An exception must not be one for what is limited, and has to fit into an expression. */
function integrationFaults({ firewall }: Pick<StoreSettings, "firewall">, today: string): string[] {
  const limited = firewall.integrations.flatMap(({ targets, until = "permanent" }, i) => [
    ...targets.flatMap((target, j) =>
      rowsOfTarget(target).length > 0
        ? [
            fault(
              `firewall.integrations[${i}].targets[${j}]`,
              target,
              "a target other than those of logins, accounts, checkout, orders and uploads",
            ),
          ]
        : [],
    ),
    ...endFaults(`firewall.integrations[${i}].until`, until, today),
  ]);
  const { listed, anywhere } = integrationsOf(firewall);
  const { query, body } = ownOrders(firewall.orderActions);
  const isLong = (text: string) => text.length > wafLimits.regexCharacters;
  return [
    ...limited,
    ...([listed, anywhere].some((targets) => isLong(callsOf(targets)))
      ? [fault("firewall.integrations", [...listed, ...anywhere], "fewer targets, since these exceed a regular expression of AWS WAF")]
      : []),
    ...([query, body].some(isLong) && firewall.orderActions.length > 0
      ? [
          fault(
            "firewall.orderActions",
            firewall.orderActions,
            "fewer or shorter words, since these exceed a regular expression of AWS WAF",
          ),
        ]
      : []),
  ];
}

/** Requests that are limited or excepted by a target. */
const rowsOfTarget = (target: string) =>
  (["login", "account", "checkout", "order", "upload"] as const)
    .flatMap(rowsOf)
    .filter((row) => row.target !== undefined && wordOf(row.target) === wordOf(target));

function setFaults({ firewall }: Pick<StoreSettings, "firewall">): string[] {
  const max = wafLimits.addressesASet;
  return Object.entries(firewallAddresses(firewall)).flatMap(([list, addresses]) =>
    addressSets(addresses)
      .filter((set) => set.addresses.length > max)
      .map((set) =>
        fault("firewall", `${set.addresses.length} ${set.version} blocks for ${list}`, `at most ${max}, the maximum of a set of AWS WAF`),
      ),
  );
}

/** Number of the costliest rules that a sentence names. */
const NAMED = 6;

function capacityFaults(settings: StoreSettings): string[] {
  const { firewall } = settings;
  const sets = setNames(firewallAddresses(firewall), settings.paymentPage.watched);
  const costs = capacities(planRules({ ...firewallPlanArgs(settings), sets }));
  const total = costs.reduce((sum, { capacity }) => sum + capacity, 0);
  if (total <= firewall.capacity) return [];
  const costly = [...costs].sort((a, b) => b.capacity - a.capacity).slice(0, NAMED);
  const named = costly.map(({ name, capacity }) => `${name} ${capacity}`).join(", ");
  const expected = `at most ${firewall.capacity}: remove groups or lists, or raise firewall.capacity, for which AWS charges above ${wafLimits.capacity}`;
  return [`firewall: got rules of ${total} WCU (${named} …), expected ${expected}`];
}
