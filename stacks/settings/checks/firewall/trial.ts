import { countryCodes } from "../../../../domain/defaults/countries.ts";
import { browsers, type RecordedRequest } from "../../../../domain/xcart/recorded.ts";
import { recordedShop } from "../../../../domain/xcart/recorded-shop.ts";
import { fault } from "../../faults.ts";
import type { StoreSettings } from "../../resolve/store.ts";
import { wafRegexOf } from "../../schema/firewall-fields.ts";
import { addressFaults } from "./addresses.ts";

type Firewall = StoreSettings["firewall"];

/** Settings of the firewall that would shut a shop's own people out: each is tried on a shop's ordinary requests. */
export function firewallTrialFaults({ firewall }: Pick<StoreSettings, "firewall">): string[] {
  return [
    ...firewall.blockedPaths.flatMap((text, i) => pathFaults(`firewall.blockedPaths[${i}]`, text)),
    ...firewall.blockedAgents.flatMap((text, i) => agentFaults(`firewall.blockedAgents[${i}]`, text)),
    ...countryFaults(firewall),
    ...addressFaults(firewall),
    ...rateFaults(firewall),
    ...declineFaults(firewall),
  ];
}

const pathOf = ({ path }: RecordedRequest): string => path.replace(/\?.*/s, "");

/** The parts that no shop is without, and the paths that stand for each. */
const parts = Map.groupBy(
  recordedShop.filter(({ needed }) => needed !== undefined),
  ({ needed }) => needed ?? "",
);

const shoppers = recordedShop.filter(({ by }) => by === "shopper");

function pathFaults(setting: string, text: string): string[] {
  const regex = wafRegexOf(text);
  const refuses = (request: RecordedRequest) => regex?.test(pathOf(request)) === true;
  const lost = [...parts].filter(([, requests]) => requests.every(refuses)).map(([part]) => part);
  if (lost.length === 0) return [];
  const hit = `${shoppers.filter(refuses).length} of ${shoppers.length} recorded requests of shoppers in all`;
  return [fault(setting, text, `an expression that matches no ordinary request: it blocks ${listed(lost)}; ${hit}`)];
}

/** The version in a user agent: the rest of it stays the same for years. */
const version = /(?<=(?:Chrome|Edg|OPR|SamsungBrowser|CriOS|Firefox|FxiOS|Version|rv)[/:])\d+/g;

/** A browser some releases later. */
const later = (agent: string): string => agent.replaceAll(version, (number) => `${Number(number) + 12}`);

/** Browsers in more than one version, since a single one may be refused; of providers, all that are recorded. */
const agents = [
  ...Object.entries(browsers).map(([name, agent]) => ({ name, agents: [agent, later(agent)] })),
  ...recordedShop.filter(({ by }) => by === "provider").map(({ name, headers }) => ({ name, agents: [headers["user-agent"] ?? ""] })),
];

function agentFaults(setting: string, text: string): string[] {
  const regex = wafRegexOf(text);
  const lost = agents.filter((one) => one.agents.every((agent) => regex?.test(agent) === true)).map(({ name }) => name);
  if (lost.length === 0) return [];
  return [fault(setting, text, `an expression that matches no shopper's browser and no payment provider: it blocks ${listed(lost)}`)];
}

/** Uninhabited territories, by country code. */
const uninhabited = ["AQ", "BV", "HM", "TF", "UM"];

function countryFaults({ countries: { block = [], allow = [...countryCodes] } }: Firewall): string[] {
  const open = allow.filter((code) => !block.includes(code) && !uninhabited.includes(code));
  if (open.length > 0) return [];
  const [name, codes] = block.length > 0 ? (["block", block] as const) : (["allow", allow] as const);
  return [fault(`firewall.countries.${name}`, codes, "at least one inhabited country that is not blocked")];
}

/** Requests of the home page with all of its files (X-Cart's standard skin, in a browser that has none of them), and of the two pages after it. */
const VISIT = 36 + 2 * 6;

function rateFaults({ rates }: Firewall): string[] {
  const { total, checkout } = rates;
  const steps = recordedShop.flatMap(({ repeated, by }) =>
    repeated && by === "shopper" ? [Math.min(repeated.count, Math.floor(checkout.seconds / repeated.every) + 1)] : [],
  );
  const needed = Math.max(...steps);
  const times = (seconds: number) => ` in ${seconds} seconds`;
  return [
    ...(total.requests < VISIT
      ? [
          fault(
            "firewall.rates.total.requests",
            total.requests,
            `at least ${VISIT}${times(total.seconds)}, which the first three pages of a visit take`,
          ),
        ]
      : []),
    ...(checkout.requests < needed
      ? [
          fault(
            "firewall.rates.checkout.requests",
            checkout.requests,
            `at least ${needed}${times(checkout.seconds)}, since the checkout saves each field of an address`,
          ),
        ]
      : []),
  ];
}

/** Faults of declines: a limit of one address above the whole store's, in no longer time, would never be reached. */
function declineFaults({ declines: { store, address } }: Firewall): string[] {
  if (address.declines <= store.declines || address.windowSeconds > store.windowSeconds) return [];
  const expected = `at most firewall.declines.store.declines, which is ${store.declines}, since otherwise the store's limit is reached first`;
  return [fault("firewall.declines.address.declines", address.declines, expected)];
}

/** The first names, and how many others. */
const listed = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
