import type { AccountSettings } from "../account.ts";
import { relaxed } from "../relaxations.ts";

/** Relaxations of an account's settings, and parts left to others, as `path: reason` lines for the report. */
export const accountRelaxations = ({
  trail,
  defaults,
  elsewhere,
  ci,
}: Pick<AccountSettings, "trail" | "defaults" | "elsewhere" | "ci">): string[] => [
  ...relaxed([
    ["trail.objectEvents", trail.objectEvents],
    ["trail.insights", trail.insights],
    ["defaults.allowedImages.enforce", defaults.allowedImages.enforce],
  ]),
  ...defaults.allowedImages.others.map(
    ({ providers, names, reason }) => `defaults.allowedImages.others: ${names.join(", ")} of ${providers.join(", ")}: ${reason}`,
  ),
  ...Object.entries(elsewhere).map(([part, why]) => `elsewhere.${part}: ${why}`),
  ...(ci?.deploy ?? []).flatMap(({ stack, createsZone }) =>
    createsZone ? [`ci.deploy: ${stack} may write every zone of the account: ${createsZone.relaxedBecause}`] : [],
  ),
];
