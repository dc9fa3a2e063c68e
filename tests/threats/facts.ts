import { databaseUsers } from "../../domain/defaults/database-users.ts";
import { dataPorts } from "../../domain/defaults/ports.ts";
import { knownFunctions, type Participant } from "../../domain/network/conversations.ts";
import { heldOf, refusedOf } from "../../domain/network/expand.ts";
import { type Store, storeOf } from "../network/stores.ts";
import { store } from "./names.ts";

/** What the network and the database let someone do who has no role of AWS's. */
export interface Facts {
  /** Data that nodes reach, by the name of the asset, with what PHP may do there. */
  readonly ofPhp: ReadonlyMap<string, readonly string[]>;
  /** What shoppers and staff reach from outside. */
  readonly fromOutside: readonly string[];
  /** What functions in the network reach. */
  readonly byFunctions: ReadonlyMap<string, readonly string[]>;
}

const data = {
  "orders and customers": ["database", dataPorts.database],
  "sessions and cache": ["sessions", dataPorts.cache],
  files: ["files", dataPorts.files],
} as const satisfies Readonly<Record<string, readonly [Participant, number]>>;

/** Asks the simulator about production's network. */
export async function factsOf(): Promise<Facts> {
  const network = await storeOf(store);
  const reach = (who: Participant, is: Participant, port: number) => isHeld(network, who, is, port);
  const ofPhp = Object.entries(data).filter(([, [is, port]]) => reach("nodes", is, port));
  const outside = (["load balancer", "nodes", ...Object.values(data).map(([is]) => is)] as const).filter((is) =>
    [443, dataPorts.database, dataPorts.cache, dataPorts.files].some((port) => reach("shopper", is, port)),
  );
  const functions = knownFunctions.map((name): [string, string[]] => [
    name,
    Object.entries(data).flatMap(([asset, [is, port]]) => (reach(`function ${name}`, is, port) ? [asset] : [])),
  ]);
  return {
    ofPhp: new Map(
      ofPhp.map(([asset]) => [asset, asset === "orders and customers" ? rightsInDatabase() : ["reads", "changes", "destroys"]]),
    ),
    fromOutside: outside,
    byFunctions: new Map(functions),
  };
}

/** Whether each of the conversations is held, of which there is one at least. */
function isHeld({ scene }: Store, who: Participant, is: Participant, port: number): boolean {
  const row = { who, to: { is }, port, why: "threats" } as const;
  return heldOf(row, scene).length > 0 && refusedOf(row, scene).length === 0;
}

const verbs: Readonly<Record<string, string>> = {
  SELECT: "reads",
  INSERT: "changes",
  UPDATE: "changes",
  DELETE: "destroys",
  DROP: "destroys",
};

/** By the rights of the one user whose password PHP has. */
const rightsInDatabase = (): string[] => [...new Set(databaseUsers.store.privileges.map((right) => verbs[right] ?? "changes"))];
