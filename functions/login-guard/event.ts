import { z } from "zod";

/** A text of limited length: the node truncates longer ones, or the line is refused. */
const text = (max: number) => z.string().max(max);

/**
 * One login result, as a web node writes it: one line of JSON a login in the log group `/<stack>/logins` (docs/login-events.md).
 * Keys that are not here are ignored, so that nodes may say more before the guard knows it. A new value of a key needs the guard first,
 * which refuses the line otherwise; another meaning needs another `v`.
 */
export const loginEvent = z.object({
  /** The version of this form. */
  v: z.literal(1),
  event: z.literal("login"),
  /** Time of X-Cart's answer, by the node's clock: RFC 3339 with milliseconds and `Z`. */
  time: z.iso.datetime({ offset: true }),
  /** `pending`: the password was right, and a second factor is asked for. It counts for nothing. */
  outcome: z.enum(["success", "failure", "pending"]),
  /** Reason of the failure. `locked`: the login lock refused it before the password was checked. `wrong-code`: the second factor. */
  reason: z.enum(["wrong-password", "wrong-code", "unknown-account", "locked", "other"]).optional(),
  /** The login form: `shop`, `administration`, `api` and the like (host/php/login.php). */
  kind: text(32).optional(),
  /** `admin`: the administration's login, or an administrator's account at any other. */
  zone: z.enum(["customer", "admin"]),
  /**
   * The email address of the account, or the one entered if X-Cart knows no such account. Null if the entry is not an email address:
   * people type passwords into the wrong field, and none may end up in a log (PCI DSS 8.3.2).
   */
  account: z.email().max(254).toLowerCase().nullable(),
  /** The client's address as the load balancer saw it, never what a header of the client's says. */
  address: z.union([z.ipv4(), z.ipv6()]),
  userAgent: text(512).optional(),
  /** ISO 3166-1 alpha-2, where the node knows it. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** The load balancer's `X-Amzn-Trace-Id`, which leads to the request in its log and in the firewall's. */
  requestId: text(128).optional(),
});

/** The outcome of {@link loginEvent}. */
export type LoginEvent = z.output<typeof loginEvent>;

/** A login result that arrived: `at` is its time in milliseconds, `id` CloudWatch's id of the line, the same when it arrives again. */
export type Login = LoginEvent & { readonly at: number; readonly id: string };

/** Maximum lead of a node's clock, in milliseconds; chrony keeps it within a few. */
const AHEAD = 60_000;

/** Reads one line; undefined for one that is not of the form, or that is of the future at `now` (milliseconds). */
export function readLogin(id: string, line: string, now: number): Login | undefined {
  const { success, data } = loginEvent.safeParse(parsed(line));
  if (!success) return undefined;
  const at = Date.parse(data.time);
  return at > now + AHEAD ? undefined : { ...data, at, id };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
