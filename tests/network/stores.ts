import type { Properties } from "../../cli/offline/wire.ts";
import { storeFactsOf } from "../../cli/report/store-facts.ts";
import type { StoreFacts } from "../../domain/network/conversations.ts";
import type { Scene } from "../../domain/network/expand.ts";
import { stackOf } from "../../policies/model/graph.ts";
import type { Stack } from "../../policies/model/stack.ts";
import { sceneOf } from "../../policies/vpc/participants.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { graphWith, settingsOf } from "../stacks/graphs.ts";

/** A store's graph, its network, and what its settings say. */
export interface Store {
  readonly stack: Stack;
  readonly scene: Scene;
  readonly facts: StoreFacts;
}

/** A demo stack, with the sections in `change` replaced. */
export async function storeOf(demo: string, change: Properties = {}): Promise<Store> {
  const stack = stackOf(await graphWith(demo, change));
  const [vpc] = stack.ofType("aws:ec2/vpc:Vpc");
  if (!vpc) throw new Error(`${demo} has no VPC`);
  const facts = factsOf(demo, change);
  return { stack, scene: { ...sceneOf(vpc, stack), ...(facts.accountStack && { accountStack: facts.accountStack }) }, facts };
}

function factsOf(demo: string, change: Properties): StoreFacts {
  const { settings, faults } = parseSettings(demo, { ...settingsOf(demo), ...change });
  if (settings?.kind !== "store") throw new Error(`${demo}: ${faults ?? "is no store"}`);
  return storeFactsOf(settings);
}
