import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { mailFiles } from "../../../host/mail/files.ts";
import type { NodeMail } from "../../../host/node.ts";
import { program } from "../../support/emulators/programs.ts";
import { type Running, runningNode } from "../../support/shop/running.ts";
import { nodeSettings, put, type Stage } from "../../support/shop/stage.ts";

/** A line of the node's log of mails. */
export interface Line {
  readonly event: string;
  readonly reason?: string;
  readonly to?: readonly string[];
  readonly [fact: string]: unknown;
}

/** A node that sends: PHP-FPM as boot leaves it, and a relay that runs when the test says so, as its units have it run. */
export interface MailNode extends Running {
  /** PHP's mail(), by a request to the shop; whether PHP says that it worked. */
  mail(mail: Mail): Promise<boolean>;
  /** A run of xcart-mail.service; returns the lines that it wrote. */
  relay(...words: readonly string[]): Line[];
  /** The same, told to end once something has happened. */
  relayUntil(moment: Promise<unknown>, ...words: readonly string[]): Promise<Line[]>;
  /** Files that wait. */
  waiting(): string[];
  /** Other settings from now on, and more of an environment. */
  change(mail: NodeMail, environment: Readonly<Record<string, string>>): void;
  /** What the secret of another provider says; without, no one has put anything there. */
  setPassword(password: string | undefined): void;
  /** Lets what waits be due. */
  makeDue(): void;
}

/** What mail() is given. */
export interface Mail {
  readonly to: string;
  readonly subject?: string;
  /** A text, or one and how many times it stands there. */
  readonly body?: string | readonly [text: string, times: number];
  readonly headers?: string;
  /** The fifth argument, `-f` and an address as PHPMailer has it. */
  readonly params?: string;
}

/** Starts the node. `environment` is what else the relay's unit has. */
export async function mailNode(mail: NodeMail, environment: Readonly<Record<string, string>> = {}): Promise<MailNode> {
  const node = await runningNode({ mail });
  // Of all Pythons here, it is sure to have the SDK.
  const python = join(dirname(await program("moto_server")), "python3");
  const state = stateOf(node);
  mkdirSync(state, { recursive: true });
  const credentials = node.place("/etc/xcart/mail-credentials");
  let env: NodeJS.ProcessEnv = { PATH: process.env.PATH, STATE_DIRECTORY: state, MAIL_CREDENTIALS: credentials, ...environment };
  const waiting = () => readdirSync(state).filter((name) => !name.startsWith("."));
  const setPassword = (password: string | undefined) =>
    writeFileSync(credentials, password === undefined ? "none" : JSON.stringify({ username: "store", password }));
  setPassword("aTestsPassword");
  const run = (...command: readonly string[]) => linesOf(spawnSync(command[0] ?? "", command.slice(1), { encoding: "utf8", env }));
  const relay = [python, "-I", node.place("/usr/local/lib/xcart/mail/relay.py")];
  return {
    ...node,
    waiting,
    setPassword,
    change: (other, more) => {
      const file = mailFiles({ ...nodeSettings, mail: other }).find(({ path }) => path === "/etc/xcart/mail.json");
      if (file) put(node.place, file);
      env = { ...env, ...more };
    },
    mail: async ({ to, subject = "An order", body = "Thank you", headers = "", params = "" }) => {
      const answer = await node.ask({ path: "/?target=mail", body: { mail: JSON.stringify([to, subject, body, headers, params]) } });
      return JSON.parse(answer.body);
    },
    relay: (...words) => run(...relay, ...words),
    relayUntil: async (moment, ...words) => {
      const [python = "", ...rest] = [...relay, ...words];
      const running = spawn(python, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
      const said = Promise.all([text(running.stdout), text(running.stderr), once(running, "close")]);
      await moment;
      running.kill();
      const [stdout, stderr] = await said;
      return linesOf({ stdout, stderr, status: running.exitCode });
    },
    makeDue: () => {
      for (const name of waiting()) utimesSync(join(state, name), 0, 0);
    },
  };
}

/** Where the relay keeps what waits. */
export const stateOf = ({ root }: Pick<Stage, "root">): string => join(root, "mail-state");

function linesOf({ stdout, stderr, status }: { readonly stdout: string; readonly stderr: string; readonly status: number | null }): Line[] {
  if (status !== 0 || stderr !== "") throw new Error(`relay: ${status}\n${stderr}`);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
