import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import type { CommandLine } from "../../../cli/permissions/command-lines.ts";
import { program } from "../emulators/programs.ts";

/** What the AWS CLI itself finds wrong with each line; an empty text where it would take it. */
export async function judgedByCli(lines: readonly CommandLine[]): Promise<string[]> {
  const python = join(dirname(await program("aws")), "python");
  const judge = join(import.meta.dirname, "../emulators/python/aws_commands.py");
  return JSON.parse(execFileSync(python, [judge], { input: JSON.stringify(lines), encoding: "utf8" }));
}
