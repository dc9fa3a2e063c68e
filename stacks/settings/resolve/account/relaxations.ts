import type { AccountSettings } from "../account.ts";
import { relaxed } from "../relaxations.ts";

/** What an account's settings switch off, as `path: reason` lines for the report. */
export const accountRelaxations = ({ trail }: Pick<AccountSettings, "trail">): string[] =>
  relaxed([
    ["trail.objectEvents", trail.objectEvents],
    ["trail.insights", trail.insights],
  ]);
