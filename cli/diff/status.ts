import { type DiffReport, differs } from "./report.ts";

/** The exit status: 1 where something could not be compared or is refused; where `tells`, 2 where something differs; else 0. */
export function statusOf({ stacks, failures }: DiffReport, tells: boolean): 0 | 1 | 2 {
  if (failures.length > 0 || stacks.some(({ refused }) => refused.length > 0)) return 1;
  return tells && stacks.some(differs) ? 2 : 0;
}
