import { stringify } from "yaml";
import type { Environment } from "../../stacks/settings/profiles.ts";
import type { NewStore } from "./options.ts";

/** One stack of a new store. */
export interface NewStack extends NewStore {
  readonly project: string;
  readonly environment: Environment;
  /** The environment's own network block. */
  readonly cidr: string;
  /** Zones below the one that the stack creates, each by the stack that creates it. */
  readonly delegations: readonly { readonly zone: string; readonly stack: string }[];
}

/** Weekly: a patch meets dev first, and prod last, three days after staging at least. */
const windows: Readonly<Record<Environment, string>> = { dev: "mon 03:00", staging: "sun 03:00", prod: "thu 03:00" };

/** The store's name in an environment. */
export const domainOf = ({ domain, environment }: Pick<NewStack, "domain" | "environment">) =>
  environment === "prod" ? domain : `${environment}.${domain}`;

/** The text of a stack file: the settings that must be decided, and as comments those that may be. */
export function stackFile(stack: NewStack): string {
  const { environment } = stack;
  return `# yaml-language-server: $schema=schema.json
# ${stack.name}, ${environment}. Whatever is not here has a safe default: docs/settings.md
config:
  ${stack.project}:settings:
    kind: store
    environment: ${environment} # picks sizes, retention and locks
    region: ${scalar(stack.region)}
    ${accountId(stack)}
    domain: ${scalar(domainOf(stack))}
    # aliases: [${environment === "prod" ? "www" : `www.${environment}`}.${stack.domain}]
${zone(stack)}
    xcart:
      line: ${scalar(stack.xcart)}
    contacts: ${scalar(stack.contacts)} # who gets the alarms
    # payments: { hosts: [api.stripe.com, "*.paypal.com"] } # payment providers that nodes may call
    ${account(stack)}
    ${staff(stack)}
    network:
      cidr: ${scalar(stack.cidr)} # no other stack's; changing it replaces the network
    patching:
      window: ${windows[environment]} # dev before staging before prod
      timezone: ${scalar(stack.timezone)}
${soak(stack)}${paymentPage(stack)}`;
}

const accountId = ({ accountId }: NewStack) =>
  accountId === undefined ? '# accountId: "123456789012" # so that any other AWS account is refused' : `accountId: ${scalar(accountId)}`;

const account = ({ accountStack }: NewStack) =>
  accountStack === undefined
    ? "# account: { stack: shops-account } # the account's stack, which has the log archive"
    : `account: { stack: ${scalar(accountStack)} }`;

const staff = ({ staff: addresses }: NewStack) =>
  addresses.length === 0
    ? "# firewall: { admin: { addresses: [203.0.113.0/24] } } # where staff work; without it, the administration is unreachable"
    : `firewall: { admin: { addresses: ${scalar(addresses)} } } # where staff work; the administration is closed to all others`;

/** A line that switches soaking off where there is no staging. */
const soak = ({ environment, environments }: NewStack) =>
  environment === "prod" && !environments.includes("staging") ? "      soak: 0 # there is no staging\n" : "";

/** A comment about the watch of the payment page, in production only, which alone takes real cards. */
const paymentPage = ({ environment }: NewStack) =>
  environment === "prod"
    ? "    # paymentPage: { product: 1 } # a product's number in X-Cart, to be bought by the watch of the payment page; else it finds one\n"
    : "";

/** An existing zone is for all environments. A zone has one stack that creates it: prod the one asked for, others their own. */
export const zoneOf = (stack: Pick<NewStack, "domain" | "zone" | "createZone" | "environment">) =>
  !stack.createZone || stack.environment === "prod" ? stack.zone : domainOf(stack);

function zone(stack: NewStack): string {
  const name = `    dns:\n      zone: ${scalar(zoneOf(stack))}`;
  if (!stack.createZone) return `${name} # looked up by its name`;
  return [
    `${name}\n      createZone: true # let the registrar or parent zone point to the output nameServers`,
    ...(stack.delegations.length > 0 ? ["      delegations: # zones below this one, whose names do not resolve without these"] : []),
    ...stack.delegations.map((one) => `        - { zone: ${scalar(one.zone)}, stack: ${one.stack} }`),
  ].join("\n");
}

const scalar = (value: unknown) => stringify(value, { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
