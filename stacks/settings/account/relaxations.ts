import type { AccountSettings } from "../account.ts";
import { relaxed } from "../resolve.ts";

/** What an account's settings switch off, as `path: reason` lines for the report. */
export const accountRelaxations = ({ trail }: AccountSettings): string[] =>
  relaxed([
    ["trail.objectEvents", trail.objectEvents],
    ["trail.insights", trail.insights],
  ]);
