import type { Suppression } from "../../domain/contracts/finding-mail.ts";
import type { Finding } from "./finding.ts";

/** The suppression that holds a finding's mail back on a day (`YYYY-MM-DD`); every resource of the finding has to be named by it. */
export function suppressionOf(
  { kinds, resources }: Pick<Finding, "kinds" | "resources">,
  suppressions: readonly Suppression[],
  today: string,
): Suppression | undefined {
  return suppressions.find(
    ({ finding, resource, until }) =>
      today <= until &&
      kinds.some((kind) => like(finding, kind)) &&
      resources.length > 0 &&
      resources.every(({ id }) => like(resource, id)),
  );
}

/** `*` stands for any text. */
function like(pattern: string, value: string): boolean {
  const expression = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${expression}$`, "s").test(value);
}
