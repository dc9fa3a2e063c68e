import { endOf, faultsOf, split } from "./chain.ts";
import type { Job } from "./job.ts";
import { AuthorityError } from "./problem.ts";

/** Reads the chain that an order led to, the preferred one where there are several (RFC 8555 7.4.2), and checks it before anyone relies on it. */
export async function download(
  { session, authority, request, world }: Job,
  certificateUrl: string,
  key: string,
): Promise<readonly string[]> {
  const { data, link } = await session.post(certificateUrl, null);
  const endsAt = authority.preferredChain;
  let chain = split(String(data));
  for (const url of endsAt ? alternates(link) : []) {
    if (endOf(chain) === endsAt) break;
    chain = split(String((await session.post(url, null)).data));
  }
  const faults = faultsOf(chain, { key, names: request.domains, endsAt, now: world.now() });
  if (faults.length) throw new AuthorityError(`its chain is not imported: ${faults.join("; ")}`);
  return chain;
}

/** The addresses of `Link: <…>;rel="alternate"` (RFC 8288). */
const alternates = (link: string): string[] =>
  [...link.matchAll(/<([^>]+)>\s*;\s*rel="?alternate"?/g)].flatMap(([, url]) => (url ? [url] : []));
