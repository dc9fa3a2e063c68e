import { truncateSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Login, readLogin } from "../../../functions/login-guard/event.ts";
import { type Answer, linesOf, type Running, runningNode } from "../../support/shop/running.ts";

export type Asked = Parameters<Running["ask"]>[0];

/** Who asks in these tests. */
export const from = "203.0.113.9";

/** A node whose login lines are read. */
export interface Lines {
  readonly node: Running;
  ask(asked: Asked): Promise<Answer>;
  /** Forgets lines, and what X-Cart knows of attempts. */
  forget(): Promise<void>;
  /** The log once it has so many lines: they are written after the answer is out. */
  written(count: number): Promise<string[]>;
  /** What the guard reads of the lines, in the order of what was asked, without what is of the moment. */
  logins(count?: number): Promise<Record<string, unknown>[]>;
}

const log = "/var/log/xcart/logins.jsonl";
/** How the load balancer's ids of these tests begin. */
const ours = "1-67891233-000000000000";

/** Starts a node for login lines. */
export async function loginLines(): Promise<Lines> {
  const node = await runningNode();
  let asked = 0;
  const written = async (count: number) => {
    for (let i = 0; i < 200 && linesOf(node, log).length < count; i++) await sleep(25);
    return linesOf(node, log);
  };
  return {
    node,
    written,
    ask: ({ headers, ...request }) =>
      node.ask({ from, ...request, headers: { "x-amzn-trace-id": `Root=${ours}${String(asked++).padStart(12, "0")}`, ...headers } }),
    forget: async () => {
      truncateSync(node.place(log));
      await node.services.database.root.query("DROP TABLE IF EXISTS xcart.xc_profiles");
    },
    logins: async (count = 1) => {
      const lines = await written(count);
      const read = lines.map((line, i) => readLogin(String(i), line, Date.now()));
      const logins = read.map((login) => {
        if (!login) throw new Error(`the guard refuses ${lines.join("\n")}`);
        return login;
      });
      // Workers write as they come.
      return logins.toSorted((a, b) => ((a.requestId ?? "") < (b.requestId ?? "") ? -1 : 1)).map(kept);
    },
  };
}

/** What a test compares of a line. */
function kept({ v, event, time, at, id, address, requestId, ...said }: Login): Record<string, unknown> {
  return { ...said, ...(address !== from && { address }), ...(!requestId?.startsWith(ours) && { requestId }) };
}

/** A login's form. */
export const form = (login: string, password: string, more: Readonly<Record<string, string>> = {}) => ({
  target: "login",
  action: "login",
  login,
  password,
  ...more,
});

/** The cookies that an answer sets, as a browser sends them back. */
export function cookiesOf({ headers }: Answer): { cookie: string } {
  const set = headers["set-cookie"] ?? [];
  return {
    cookie: [set]
      .flat()
      .map((cookie) => cookie.split(";")[0])
      .join("; "),
  };
}

const account = { zone: "customer", account: "shopper@example.com" } as const;
const staff = { zone: "admin", account: "owner@example.com" } as const;
const wrong = { outcome: "failure", reason: "wrong-password" } as const;
const right = { outcome: "success" } as const;

/** What a line says of the two accounts, by what became of it. */
export const says = {
  shopper: { right: { ...right, ...account }, wrong: { ...wrong, ...account } },
  owner: { right: { ...right, ...staff }, wrong: { ...wrong, ...staff } },
} as const;
