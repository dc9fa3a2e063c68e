import { reservedBeginning } from "../../domain/defaults/reserved-names.ts";
import { fault } from "../../stacks/settings/faults.ts";
import { type Environment, environments } from "../../stacks/settings/profiles.ts";
import { maxStackName, parseSettings } from "../../stacks/settings.ts";

/** The command line of `store new`, nothing of it checked. */
export interface NewOptions {
  readonly domain?: string;
  readonly zone?: string;
  readonly createZone?: boolean;
  readonly region?: string;
  readonly xcart?: string;
  /** Addresses, or several of them with commas between. */
  readonly contact?: readonly string[];
  /** Addresses (CIDR) from which staff work, or several of them with commas between. */
  readonly staff?: readonly string[];
  /** Names with commas between. */
  readonly environments: string;
  readonly accountId?: string;
  readonly accountStack?: string;
  /** The first network block. */
  readonly cidr: string;
  /** Time zone of the patch windows. */
  readonly timezone: string;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly dir?: string;
  readonly json?: boolean;
}

/** The properties that all environments of a new store share. */
export interface NewStore {
  readonly name: string;
  readonly environments: readonly Environment[];
  readonly region: string;
  readonly domain: string;
  readonly zone: string;
  readonly createZone: boolean;
  readonly xcart: string;
  readonly contacts: readonly string[];
  /** Addresses (CIDR) from which staff work; from all others the administration is closed. */
  readonly staff: readonly string[];
  readonly accountId?: string;
  readonly accountStack?: string;
  /** The first network block. */
  readonly cidr: string;
  /** Time zone of the patch windows. */
  readonly timezone: string;
}

/** The options that settings come from; what is said about a setting is said about its option. */
const optionOf: Readonly<Record<string, string>> = {
  region: "--region",
  accountId: "--account-id",
  domain: "--domain",
  "dns.zone": "--zone",
  "xcart.line": "--xcart",
  contacts: "--contact",
  "firewall.admin.addresses": "--staff",
  "account.stack": "--account-stack",
  "network.cidr": "--cidr",
  "patching.timezone": "--timezone",
};

/** Reads the command line: the store it asks for, and all that is wrong with it, one sentence each. */
export function readOptions(name: string | undefined, options: NewOptions): { readonly store: NewStore; readonly faults: string[] } {
  const asked = commaSeparated([options.environments]);
  const chosen = environments.filter((environment) => asked.includes(environment));
  const store = {
    name: name ?? "",
    // In the order asked for.
    environments: chosen.toSorted((a, b) => asked.indexOf(a) - asked.indexOf(b)),
    region: options.region ?? "",
    domain: options.domain ?? "",
    zone: options.zone ?? "",
    createZone: options.createZone ?? false,
    xcart: options.xcart ?? "",
    contacts: commaSeparated(options.contact ?? []),
    staff: commaSeparated(options.staff ?? []),
    accountId: options.accountId,
    accountStack: options.accountStack,
    cidr: options.cidr,
    timezone: options.timezone,
  };
  return { store, faults: [...nameFaults(name, chosen), ...environmentFaults(asked), ...settingFaults(options)] };
}

const commaSeparated = (texts: readonly string[]) => texts.flatMap((text) => text.split(",")).map((text) => text.trim());

function nameFaults(name: string | undefined, chosen: readonly Environment[]): string[] {
  if (name === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return [fault("NAME", name, "lower-case letters, digits and single hyphens, beginning with a letter")];
  const [longest = "prod"] = chosen.toSorted((a, b) => b.length - a.length);
  const max = maxStackName - longest.length - 1;
  const why = `since the stack's name, ${name}-${longest}, has at most ${maxStackName}`;
  // All stacks of a store begin alike.
  const reserved = reservedBeginning(`${name}-${longest}`);
  return [
    ...(name.length > max ? [fault("NAME", name, `at most ${max} characters, ${why}`)] : []),
    ...(reserved ? [fault("NAME", name, `a name that does not begin with ${reserved.prefix}, reserved by ${reserved.what}`)] : []),
  ];
}

function environmentFaults(asked: readonly string[]): string[] {
  return asked.flatMap((environment, i) => {
    if (!environments.some((known) => known === environment)) return [fault("--environments", environment, "dev, staging or prod")];
    return asked.indexOf(environment) < i ? [fault("--environments", environment, "each environment once")] : [];
  });
}

/** Asks the settings' own checks, as a production store that says no more than the options do. */
function settingFaults(options: NewOptions): string[] {
  const raw = {
    kind: "store",
    environment: "prod",
    region: options.region,
    accountId: options.accountId,
    domain: options.domain,
    dns: { zone: options.zone },
    xcart: { line: options.xcart },
    contacts: options.contact && commaSeparated(options.contact),
    account: { stack: options.accountStack },
    firewall: options.staff && { admin: { addresses: commaSeparated(options.staff) } },
    network: { cidr: options.cidr },
    patching: { timezone: options.timezone },
  };
  return (parseSettings("store-prod", raw).faults ?? []).map(inOptions);
}

/** A sentence about a setting, said about the option that it comes from. */
export function inOptions(sentence: string): string {
  const [, path = "", rest = ""] = /^([^:[]+)(?:\[\d+\])?(: .*)$/s.exec(sentence) ?? [];
  // Quotes matter in YAML only.
  const text = rest.replace(/,? in quotes/, "").replace("(dns.zone)", "(--zone)");
  return `${optionOf[path] ?? path}${text}`;
}
