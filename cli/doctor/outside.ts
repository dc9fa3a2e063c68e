import { Resolver } from "node:dns/promises";
import type { Answer } from "./ask.ts";

/** Asks the world, and not Route 53, for the name servers of a zone; none: nobody has delegated it. */
export type NameServers = (zone: string) => Promise<Answer<readonly string[]>>;

/** By this machine's resolver. */
export const askResolver: NameServers = async (zone) => {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  try {
    return { known: await resolver.resolveNs(zone) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOTFOUND" || code === "ENODATA") return { known: [] };
    return { why: `this machine's resolver did not say who serves ${zone} (${code || "no answer"})` };
  }
};
