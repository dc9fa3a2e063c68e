import { placedIn } from "../../stacks/folder.ts";
import { faultReport } from "../../stacks/settings/faults.ts";
import { placedLine } from "../../stacks/settings/places.ts";
import { UserError } from "./faults.ts";
import type { Project } from "./project.ts";

/** The error for a stack's settings with faults: each with its place in the stack's file. */
export function wrongSettings({ root, stacks }: Project, stack: string, faults: readonly string[]): UserError {
  const placed = placedIn(stacks, stack, faults, root);
  return new UserError(faultReport(stack, placed.map(placedLine)), { faults: placed });
}
