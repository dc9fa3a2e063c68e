import type { AccountSettings } from "../../stacks/settings/resolve/account.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import type { GraphResource } from "../offline/graph.ts";
import type { Project } from "../offline/project.ts";
import { knownOf } from "./ask.ts";
import type { Clients } from "./clients.ts";
import type { Facts } from "./facts.ts";
import { type Expected, judge } from "./judge.ts";
import type { AccountStack } from "./judge-singletons.ts";
import { needsOf } from "./needs.ts";
import { readCaller, readContacts, readRegion, readState } from "./read.ts";
import { readMail } from "./read-mail.ts";
import { readNodeVcpus, readQuotas, readRuns } from "./read-quotas.ts";
import { readSingletons } from "./read-singletons.ts";
import { readStore } from "./read-store.ts";
import { type DoctorReport, reportOf } from "./report.ts";
import type { NameServers, Texts } from "./resolver.ts";

/** A stack that is asked about, previewed offline. */
export interface Examined {
  readonly project: Project;
  readonly settings: StoreSettings | AccountSettings;
  readonly graph: readonly GraphResource[];
  /** The account stack that a store names, where its file is here. */
  readonly account?: AccountStack | undefined;
}

/** The clients and resolvers that are asked. */
export interface World {
  readonly clients: Clients;
  readonly nameServers: NameServers;
  readonly texts: Texts;
}

/** Reads the account and judges what was read. */
export async function examine(examined: Examined, world: World): Promise<DoctorReport> {
  const { settings, graph } = examined;
  const needs = needsOf(graph, settings.kind === "store" ? nodesOf(settings) : undefined);
  const caller = await readCaller(world.clients);
  const accountId = knownOf(caller)?.accountId;
  const facts = accountId === undefined ? unasked(caller) : await read(examined, { world, needs, accountId, caller });
  // Of an account stack that is up, the stores' doctor asks nothing.
  const account = facts.singletons && accountOf(examined);
  return reportOf(settings.stack, judge(facts, { settings, needs, ...(account && { account }) }));
}

const nodesOf = ({ web }: StoreSettings) => ({ type: web.instanceType, minimum: web.minimum, maximum: web.maximum });

const accountOf = ({ settings, graph, account }: Examined): AccountStack | undefined =>
  settings.kind === "account" ? { settings, graph } : account;

const nothing = { why: "not asked, since AWS does not say whose credentials these are" };

const unasked = (caller: Facts["caller"]): Facts => ({
  caller,
  region: nothing,
  quotas: {},
  contacts: nothing,
  state: { sealed: false },
});

interface Reading {
  readonly world: World;
  readonly needs: Expected["needs"];
  readonly accountId: string;
  readonly caller: Facts["caller"];
}

async function read(examined: Examined, { world, needs, accountId, caller }: Reading): Promise<Facts> {
  const { clients } = world;
  const { settings, project } = examined;
  const { stack, region } = settings;
  const [on, quotas, runs, nodeVcpus, contacts, state, store, mail] = await Promise.all([
    readRegion(region, clients),
    readQuotas(stack, needs, clients),
    needs.counts.runs > 0 ? readRuns(needs, clients) : undefined,
    needs.nodes && readNodeVcpus(needs.nodes.type, clients),
    readContacts(`arn:aws:sns:${region}:${accountId}:${stack}-alerts`, clients),
    readState(project, stack, clients),
    settings.kind === "store" ? readStore(settings, accountId, world) : undefined,
    settings.kind === "store" ? readMail(settings, world) : undefined,
  ]);
  const account = accountOf(examined);
  const toCome = settings.kind === "account" || (store?.archive && knownOf(store.archive) !== "there");
  const singletons =
    account && toCome
      ? await readSingletons(
          { stack: account.settings.stack, accountId, issuer: account.settings.ci?.issuer.slice("https://".length) },
          clients,
        )
      : undefined;
  return {
    caller,
    region: on,
    quotas,
    ...(runs && { runs }),
    ...(nodeVcpus && { nodeVcpus }),
    contacts,
    state,
    ...(singletons && { singletons }),
    ...(store && { store }),
    ...(mail && { mail }),
  };
}
