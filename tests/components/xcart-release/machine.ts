import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { databaseAuthorities } from "../../../host/system/authorities.ts";
import { Refusal } from "../../support/aws/refusal.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";
import type { EmulatedAws } from "../../support/emulators/aws.ts";
import { awsCli } from "../../support/emulators/aws-cli.ts";
import { program } from "../../support/emulators/programs.ts";

/** A database as RDS describes it, by its identifier. */
export type Databases = Readonly<Record<string, { readonly host: string; readonly secretArn: string }>>;

/** How a script ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The builder: runs the scripts of documents in a folder, with the real AWS CLI on an emulated account. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), "xcart-builder-"));
  /** Databases that RDS knows. */
  databases: Databases = {};
  /** The environment of the next scripts, beside PATH. */
  environment: Readonly<Record<string, string>> = {};
  readonly #commands = mkdtempSync(join(tmpdir(), "xcart-aws-"));
  #aws: StubbedAws | undefined;
  #cli = "";

  /** `authorities` are those of the databases, beside RDS's own. */
  static async open(account: EmulatedAws, authorities: readonly string[] = []): Promise<Machine> {
    for (const name of ["jq", "php", "zstd"] as const) await program(name);
    const machine = new Machine();
    const describe = ({ DBInstanceIdentifier: id }: Readonly<Record<string, unknown>>) => machine.#describe(String(id));
    machine.#aws = await stubbedAws({ "rds:DescribeDBInstances": describe }, account.endpoint);
    machine.#cli = await awsCli(machine.#commands, account, machine.#aws.endpoint);
    mkdirSync(join(machine.folder, "stubs"), { recursive: true });
    const pems = [databaseAuthorities("us-east-1"), ...authorities.map((path) => readFileSync(path, "utf8"))];
    writeFileSync(join(machine.folder, "rds.pem"), pems.join("\n"));
    machine.stub("aws", `exec ${machine.#cli} "$@"`);
    machine.stub("dnf", "");
    machine.stub("systemctl", "");
    machine.stub(
      "curl",
      `echo "$*" > ${machine.folder}/fetched\nwhile [ "$1" != --output ]; do shift; done\ncp ${machine.folder}/rds.pem "$2"`,
    );
    return machine;
  }

  /** The AWS CLI, for a test's own calls. */
  get cli(): string {
    return this.#cli;
  }

  /** A program that the scripts find first. */
  stub(name: string, body: string): void {
    writeFileSync(join(this.folder, "stubs", name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  }

  /** Another builder: nothing is left of the one before. */
  renew(): void {
    rmSync(join(this.folder, "srv"), { recursive: true, force: true });
    rmSync(join(this.folder, "etc"), { recursive: true, force: true });
    mkdirSync(join(this.folder, "srv/release"), { recursive: true });
  }

  /** Runs a step's commands, with all of them filled in. */
  async run(commands: readonly string[]): Promise<Ended> {
    const moved = commands.join("\n").replaceAll(/(?<![\w.])\/(srv\/release|etc\/xcart)/g, `${this.folder}/$1`);
    const env = { PATH: `${join(this.folder, "stubs")}:${process.env.PATH}`, ...this.environment };
    const child = spawn("bash", ["--norc", "-c", moved], { env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { stdout, stderr, status };
  }

  async stop(): Promise<void> {
    await this.#aws?.stop();
    for (const folder of [this.#commands, this.folder]) rmSync(folder, { recursive: true });
  }

  /** What moto says of no instance: the secret that RDS keeps for it. */
  #describe(id: string) {
    const found = this.databases[id];
    if (!found) throw new Refusal("DBInstanceNotFound", `DBInstance ${id} not found.`);
    const { host: Address, secretArn: SecretArn } = found;
    return { DBInstances: [{ DBInstanceIdentifier: id, Endpoint: { Address }, MasterUserSecret: { SecretArn } }] };
  }
}
