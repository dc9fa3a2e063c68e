import { parseSettings, schemas } from "../../stacks/settings.ts";

/** The least that a production store's file can say; tests break one thing in it. */
export const prod = {
  kind: "store",
  environment: "prod",
  region: "us-east-1",
  domain: "shop.example.com",
  dns: { zone: "example.com" },
  xcart: { line: "5.6" },
  contacts: ["operations@example.com"],
} as const;

/** The same store with its payment page watched, so that nothing is relaxed. */
export const watched = { ...prod, web: { release: { name: "5.6.0.12-1", sha256: "0".repeat(64) } } } as const;

/** The same store for development. */
export const dev = { ...prod, environment: "dev" } as const;

/** The least that an account's file can say. */
export const account = { kind: "account", region: "us-east-1", contacts: ["operations@example.com"] } as const;

/** What is wrong with a file: all sentences, none if it is fine. */
export function faultsOf(raw: unknown, stack = "shop-prod"): readonly string[] {
  return parseSettings(stack, raw).faults ?? [];
}

/** The keys of a store's file, as sentences about unknown ones list them. */
export const storeKeys =
  "kind, environment, region, accountId, domain, aliases, dns, xcart, contacts, payments, mail, account, network, database, cache, files, backup, web, edge, firewall, loginGuard, adminSignIn, certificate, patching, functions, alarms, canary, paymentPage, pci, costs, logRetentionDays, protection, waivers, allowReplacement";

/** The keys of an account's file, as sentences about unknown ones list them. */
export const accountKeys = Object.keys(schemas.account.shape).join(", ");

/** The Regions, as sentences list them. */
export const regionList =
  "ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-southeast-1, ap-southeast-2, ca-central-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2";
