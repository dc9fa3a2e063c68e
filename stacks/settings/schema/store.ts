import { z } from "zod";
import { byEnvironment, environments } from "../profiles.ts";
import { adminSignIn } from "./admin-sign-in.ts";
import { alarms } from "./alarms.ts";
import { allowReplacement } from "./allow-replacement.ts";
import { backup } from "./backup.ts";
import { canary } from "./canary.ts";
import { certificate } from "./certificate.ts";
import { storeCosts } from "./costs.ts";
import { cache, database, files } from "./data.ts";
import { accountId, contacts, domainName, hosts, logRetentionDays, on, region, waivers } from "./fields.ts";
import { firewall } from "./firewall.ts";
import { functions } from "./functions.ts";
import { loginGuard } from "./login-guard.ts";
import { mail } from "./mail.ts";
import { account, dns, network } from "./network.ts";
import { patching } from "./patching.ts";
import { paymentPage } from "./payment-page.ts";
import { pci } from "./pci.ts";
import { edge, web, xcart } from "./web.ts";

/** The settings of a store as its operator writes them: everything has a default except what only they can know. */
export const storeSchema = z.strictObject({
  kind: z.literal("store", { error: "store or account" }).describe("A store; the other kind is account."),
  environment: z
    .enum(environments, { error: "dev, staging or prod" })
    .describe("Picks sizes, retention and locks; the stack is named <store>-<environment>."),
  region,
  accountId,
  domain: domainName.describe("The store's name, such as shop.example.com."),
  aliases: z
    .array(domainName, { error: "a list of domain names" })
    .max(99, "at most 99 names beside the domain")
    .default([])
    .describe("More names of the store, such as www.shop.example.com."),
  dns,
  xcart,
  contacts,
  payments: z
    .strictObject({ hosts: hosts.describe("Hosts of the payment providers that nodes may call, such as api.stripe.com.") })
    .prefault({})
    .describe("The payment providers' hosts. Card data never reaches the store: the provider's page or frame takes it."),
  mail,
  account,
  network,
  database,
  cache,
  files,
  backup,
  web,
  edge,
  firewall: firewall.prefault({}),
  loginGuard,
  adminSignIn,
  certificate,
  patching,
  functions,
  alarms,
  canary,
  paymentPage,
  pci,
  costs: storeCosts,
  logRetentionDays,
  protection: on(
    `Deletion protection of database, load balancer, files and buckets. Default: ${byEnvironment(({ protection }) => protection)}; required in prod.`,
  ).optional(),
  waivers,
  allowReplacement,
});

/** The settings of a store's file, with defaults filled in, but not yet the environment's profile. */
export type StoreInput = z.output<typeof storeSchema>;
