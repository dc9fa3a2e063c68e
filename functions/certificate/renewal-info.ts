import * as z from "zod/mini";
import type { Leaf } from "./leaf.ts";
import type { Memory, RenewalInfo } from "./memory.ts";
import { AuthorityError } from "./problem.ts";
import type { World } from "./run.ts";
import { read, readDirectory } from "./session.ts";

const answer = z.object({ suggestedWindow: z.object({ start: z.iso.datetime({ offset: true }), end: z.iso.datetime({ offset: true }) }) });

/** Bounds of `Retry-After` in seconds, and the value without it (RFC 9773 4.3.2, 4.3.3). */
const askAgain = { min: 60, max: 86_400, standard: 6 * 3600 };

/**
 * Renewal information of the certificate's authority, requested as often as it allows; `undefined` if it gives none. If it does not
 * answer, its previous answer holds.
 */
export async function renewalInfo(world: World, leaf: Leaf, { issued, renewalInfo: known }: Memory): Promise<RenewalInfo | undefined> {
  const before = known?.certificate === leaf.id ? known : undefined;
  if (!issued || !leaf.id) return undefined;
  if (before && world.now() < new Date(before.askAgain)) return before;
  try {
    return await ask(world, leaf.id, issued.directoryUrl, before?.point ?? Math.random());
  } catch (error) {
    if (!(error instanceof AuthorityError)) throw error;
    world.log("WARN", "renewal-info-failed", { directory: issued.directoryUrl, why: error.message });
    return before;
  }
}

async function ask({ now }: World, certificate: string, directoryUrl: string, point: number): Promise<RenewalInfo | undefined> {
  const { renewalInfo: url } = await readDirectory(directoryUrl);
  if (!url) return undefined;
  const { data, retryAfter = askAgain.standard } = await read(`${url}/${certificate}`);
  const window = answer.safeParse(data).data?.suggestedWindow;
  if (!window || Date.parse(window.end) <= Date.parse(window.start)) throw new AuthorityError("its renewal information has no window");
  const seconds = Math.min(Math.max(retryAfter, askAgain.min), askAgain.max);
  return { certificate, point, ...window, askAgain: new Date(now().getTime() + seconds * 1000).toISOString() };
}
