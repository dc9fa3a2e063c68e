import { checkOrder } from "./order.ts";
import { program } from "./program.ts";

/** What Pulumi runs. A function, not statements: the offline preview runs the same program, many times in a process. */
export default async function main(): Promise<Record<string, unknown>> {
  checkOrder();
  return await program();
}
