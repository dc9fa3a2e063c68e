import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { commandDocument } from "../../../components/node-documents/command-document.ts";
import { commandsForNodes } from "../../../components/node-documents/commands.ts";
import { asRoot, type Stage, stage, stageUsers } from "../../support/shop/stage.ts";

/** How a run of a document ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A node on which documents run as Systems Manager's agent has them run. */
export interface DocumentNode extends Stage {
  /** Runs a document; a parameter that is not given is its default. Throws for a value that AWS would refuse. */
  run(name: string, parameters?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Puts a command in place of the system's, for what no container may do. */
  play(command: string, body: string): void;
}

/** Sets a node up, with its environment written. */
export async function documentNode(): Promise<DocumentNode> {
  const on = await stage();
  on.writeEnvironment();
  const play = (command: string, body: string) => writeFileSync(join(on.root, "stubs", command), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  // The user has another name here.
  const become = asRoot ? `exec /usr/sbin/runuser --user ${stageUsers.php} -- "$@"` : 'exec "$@"';
  play("runuser", `[ "$1 $2 $3" = "--user xcart --" ] || exit 64\nshift 3\n${become}`);
  mkdirSync(on.place("/srv/xcart/shared"), { recursive: true });
  return { ...on, play, run: (name, parameters = {}) => run(on, name, parameters) };
}

/** The commands of a document with its parameters filled in, as Systems Manager does before it sends them. */
export function filled(name: string, given: Readonly<Record<string, string>>): string {
  const command = commandsForNodes.find((one) => one.name === name);
  if (!command) throw new Error(`${name}: no such document`);
  const values = Object.entries(command.parameters).map(([parameter, { default: usual, ...bounds }]) => {
    const value = given[parameter] ?? usual;
    const fits =
      "allowedValues" in bounds ? bounds.allowedValues.includes(value ?? "") : new RegExp(bounds.allowedPattern).test(value ?? "");
    if (value === undefined || !fits) throw new Error(`${parameter}: AWS refuses ${value}`);
    return [parameter, value] as const;
  });
  const lines = commandDocument(command).mainSteps.flatMap(({ inputs }) => inputs.runCommand);
  return values.reduce((script, [parameter, value]) => script.replaceAll(`{{${parameter}}}`, value), lines.join("\n"));
}

async function run({ root, place }: Stage, name: string, parameters: Readonly<Record<string, string>>): Promise<Ended> {
  const file = join(root, "script.sh");
  writeFileSync(file, place(filled(name, parameters)), { mode: 0o755 });
  const env = { PATH: `${join(root, "stubs")}:/usr/sbin:/usr/bin:/bin`, SSL_CERT_FILE: place("/etc/pki/tls/certs/ca-bundle.crt") };
  // As the agent: nothing on standard input, no environment of a session.
  const child = spawn("sh", ["-c", file], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, status };
}
