import { accountStackFaults } from "./across/accounts.ts";
import { copyVaultFaults } from "./across/copies.ts";
import { type Folder, otherStores, storeMember } from "./across/folder.ts";
import { sharedNameFaults } from "./across/names.ts";
import { zoneFaults } from "./across/zones.ts";
import { orderFaults } from "./checks/order.ts";

/**
 * Faults that no stack's file can show alone: those of `raw`, the settings of `stack`, beside the other files of its folder. One
 * sentence each, all of them; of settings that are themselves wrong, what can still be compared. `from` is now.
 */
export function acrossFaults(stack: string, raw: unknown, folder: Folder, from: Date): string[] {
  const store = storeMember(stack, raw);
  if (!store) return [];
  const others = otherStores(folder, stack);
  return [
    ...sharedNameFaults(store, others),
    ...zoneFaults(store, others),
    ...accountStackFaults(store, folder),
    ...copyVaultFaults(store, folder),
    ...orderFaults(stack, raw, folder.settingsOf, from),
  ];
}
