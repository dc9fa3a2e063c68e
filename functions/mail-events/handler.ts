import { printLine } from "../emf.ts";
import { linesOf } from "./lines.ts";

/** Takes an event of SES from EventBridge. */
export async function handler(event: unknown): Promise<void> {
  for (const line of linesOf(event)) printLine(line);
}
