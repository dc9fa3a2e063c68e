import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { program } from "./emulators/programs.ts";

/** A policy of AWS, as IAM shows it. */
interface ManagedPolicy {
  readonly Document: unknown;
  readonly Path: string;
  readonly CreateDate: string;
  readonly UpdateDate?: string;
}

type Policies = Readonly<Record<string, ManagedPolicy>>;
let known: Promise<Policies> | undefined;

/** A policy that AWS manages, as moto has it from AWS: the document, by the policy's name. */
export async function managedPolicy(name: string): Promise<unknown> {
  const { [name]: document } = await managedPolicies([name]);
  return document;
}

/** All of them, by their names. */
export async function everyManagedPolicy(): Promise<Policies> {
  known ??= readPolicies();
  return await known;
}

/** The documents of some of them, by their names. */
export async function managedPolicies(names: readonly string[]): Promise<Record<string, unknown>> {
  const all = await everyManagedPolicy();
  return Object.fromEntries(
    names.map((name) => {
      const found = all[name];
      if (!found) throw new Error(`${name}: moto knows no such policy of AWS`);
      return [name, found.Document];
    }),
  );
}

async function readPolicies(): Promise<Policies> {
  const beside = join(dirname(await program("moto_server")), "python");
  const script = "import sys; from moto.iam.aws_managed_policies import aws_managed_policies_data as data; sys.stdout.write(data)";
  const text = execFileSync(existsSync(beside) ? beside : "python3", ["-c", script], { encoding: "utf8", maxBuffer: 2 ** 28 });
  const all: Policies = JSON.parse(text);
  return all;
}
