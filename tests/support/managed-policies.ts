import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { program } from "./emulators/programs.ts";

/** A policy that AWS manages, as moto has it from AWS: the document, by the policy's name. */
export async function managedPolicy(name: string): Promise<unknown> {
  const beside = join(dirname(await program("moto_server")), "python");
  const script = "import sys; from moto.iam.aws_managed_policies import aws_managed_policies_data as data; sys.stdout.write(data)";
  const text = execFileSync(existsSync(beside) ? beside : "python3", ["-c", script], { encoding: "utf8", maxBuffer: 2 ** 28 });
  const all: Readonly<Record<string, { readonly Document: unknown }>> = JSON.parse(text);
  const found = all[name];
  if (!found) throw new Error(`${name}: moto knows no such policy of AWS`);
  return found.Document;
}
