import { program } from "./program.ts";

/**
 * The program that Pulumi and `store preview` run. `folder` has the stack files.
 * @default folder - this one, Pulumi.yaml's stackConfigDir
 */
export default async function main(folder = import.meta.dirname): Promise<Record<string, unknown>> {
  return await program(folder);
}
