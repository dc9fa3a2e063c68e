import { hiders } from "./hiders.ts";
import { loaders } from "./loaders.ts";
import { senders } from "./senders.ts";
import type { Skimmer } from "./skimmer.ts";
import { takers } from "./takers.ts";

/** All of them. */
export const skimmers: readonly Skimmer[] = [...loaders, ...takers, ...senders, ...hiders];
