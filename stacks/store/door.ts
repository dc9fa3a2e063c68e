import { StoreDoor } from "../../components/xcart-release/store-door.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";

/** Deploys the runbook that closes the store to shoppers, and opens it. */
export const deployDoor = ({ region }: StoreSettings, { accountId, dataKeyArn, opts }: Foundation): StoreDoor =>
  new StoreDoor("door", { region, accountId, dataKeyArn }, opts);
