import type { Authority, CertificateRequest } from "../../domain/contracts/certificate.ts";
import { forgetUrl, signedIn } from "./accounts.ts";
import { importOver } from "./acm.ts";
import { download } from "./download.ts";
import type { Job } from "./job.ts";
import type { Leaf } from "./leaf.ts";
import type { Memory } from "./memory.ts";
import { obtain } from "./order.ts";
import { AuthorityError } from "./problem.ts";
import type { World } from "./run.ts";
import type { Vault } from "./vault.ts";

/** A certificate as an authority issued it. */
export interface Issued {
  readonly authority: Authority;
  /** PEM, the certificate first. */
  readonly chain: readonly string[];
  readonly key: string;
}

/** Result of asking the authorities. */
export interface Asked {
  /** The current certificate. @default - all authorities failed */
  readonly issued?: Issued;
  /** The authorities that were asked, by name, each with the reason if it failed. */
  readonly failures: ReadonlyMap<string, string | undefined>;
}

/** Asks the authorities, one after the other, until one issues a certificate that ACM imports. Throws for faults that are not theirs: the next one would fail too. */
export async function askAuthorities(world: World, vault: Vault, request: CertificateRequest, replaced: Leaf): Promise<Asked> {
  const failures = new Map<string, string | undefined>();
  const queue = inOrder(request.authorities, vault.memory);
  for (const [at, authority] of queue.entries()) {
    // Each gets its share of the time that is left, so that one which hangs leaves the others some.
    const deadline = Date.now() + (world.deadline - Date.now()) / (queue.length - at);
    try {
      const issued = await issue({ world, vault, request, authority, deadline, replaced });
      await importOver(world, request.certificateArn, issued);
      failures.set(authority.name, undefined);
      const { [authority.name]: _, ...leaveAlone } = vault.memory.leaveAlone;
      vault.note({ leaveAlone });
      return { issued, failures };
    } catch (error) {
      if (!(error instanceof AuthorityError)) throw error;
      failures.set(authority.name, error.message);
      world.log("WARN", "authority-failed", { authority: authority.name, why: error.message, problem: error.problem });
      learn(world, vault, authority, error);
    }
  }
  return { failures };
}

/** The one that an earlier run has an order with first: it may be finished already. */
const inOrder = (authorities: readonly Authority[], { order }: Memory): Authority[] =>
  authorities.toSorted((a, b) => Number(b.directoryUrl === order?.directoryUrl) - Number(a.directoryUrl === order?.directoryUrl));

/** One authority's turn. */
export interface Turn extends Pick<Job, "world" | "vault" | "request" | "authority" | "deadline"> {
  /** The certificate to be replaced. @default - none whose renewal information matters */
  readonly replaced?: Leaf;
}

/** Has one authority issue a certificate, which is checked and can be imported. Throws an {@link AuthorityError} for all that is its fault. */
export async function issue({ replaced, ...turn }: Turn): Promise<Issued> {
  const { world, vault, authority, request } = turn;
  const until = vault.memory.leaveAlone[authority.name];
  if (until && world.now() < new Date(until)) throw new AuthorityError(`it asked to be left alone until ${until}`, { passing: true });
  const session = await signedIn(world, vault, authority, request.contacts);
  const own = vault.memory.issued?.directoryUrl === authority.directoryUrl;
  const job = { ...turn, session, ...(own && replaced?.id && { replaces: replaced.id }) };
  const { certificateUrl, key } = await obtain(job);
  return { authority, key, chain: await download(job, certificateUrl, key) };
}

/** Notes a failure for later runs. */
function learn(world: World, vault: Vault, authority: Authority, error: AuthorityError): void {
  if (error.is("accountDoesNotExist")) forgetUrl(vault, authority);
  // What was refused would be refused again.
  if (!error.passing && vault.memory.order?.directoryUrl === authority.directoryUrl) vault.note({ order: undefined });
  const until = leaveAloneUntil(world, error);
  if (until) vault.note({ leaveAlone: { ...vault.memory.leaveAlone, [authority.name]: until.toISOString() } });
}

const hour = 3_600_000;
/** Maximum period of a rate limit (letsencrypt.org/docs/rate-limits). */
const maxPause = 7 * 24 * hour;

/** Time from which the authority may be asked again: by `Retry-After`, by the date in a rate limit's text (Let's Encrypt writes one), or in an hour. */
function leaveAloneUntil({ now }: World, { retryAt, rateLimited, problem }: AuthorityError): Date | undefined {
  if (!retryAt && !rateLimited) return undefined;
  const written = problem.detail?.match(/retry after (\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/i);
  const until = retryAt?.getTime() ?? (written ? Date.parse(`${written[1]}T${written[2]}Z`) : now().getTime() + hour);
  return new Date(Math.min(until, now().getTime() + maxPause));
}
