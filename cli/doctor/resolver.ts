import { Resolver } from "node:dns/promises";
import type { Answer } from "./ask.ts";

/** Asks the world, and not Route 53, for the name servers of a zone; none: it is not delegated. */
export type NameServers = (zone: string) => Promise<Answer<readonly string[]>>;

/** Asks the world for the TXT records of a name, each as one text. */
export type Texts = (name: string) => Promise<Answer<readonly string[]>>;

/** Asks this machine's resolver for name servers. */
export const askResolver: NameServers = (zone) => asked(`who serves ${zone}`, (resolver) => resolver.resolveNs(zone));

/** Asks this machine's resolver for TXT records. */
export const askTexts: Texts = (name) =>
  asked(`what ${name} says`, async (resolver) => (await resolver.resolveTxt(name)).map((parts) => parts.join("")));

async function asked(what: string, question: (resolver: Resolver) => Promise<readonly string[]>): Promise<Answer<readonly string[]>> {
  try {
    return { known: await question(new Resolver({ timeout: 3000, tries: 2 })) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOTFOUND" || code === "ENODATA") return { known: [] };
    return { why: `this machine's resolver did not say ${what} (${code || "no answer"})` };
  }
}
