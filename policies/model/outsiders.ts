import { admitsAnyone } from "./demands.ts";
import type { PolicyStatement } from "./documents.ts";
import type { Stack } from "./stack.ts";

/** The account of a stack, if its only provider names one. */
export function accountOf(stack: Stack): string | undefined {
  const [provider, ...others] = stack.ofType("pulumi:providers:aws");
  return others.length === 0 ? /\d{12}/.exec(String(provider?.properties.allowedAccountIds))?.[0] : undefined;
}

/** Faults of a statement of a resource's policy that allows all principals, or a principal of another account. */
export function outsiders(statement: PolicyStatement, stack: Stack): string[] {
  if (statement.effect === "Deny") return [];
  if (admitsAnyone(statement)) return [`a statement allows ${statement.actions.join(", ")} to all principals; name principals`];
  const own = accountOf(stack);
  return statement.principals.flatMap((who) => {
    const account = /^AWS:(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(who)?.[1];
    return own === undefined || account === undefined || account === own
      ? []
      : [`a statement allows ${who.slice("AWS:".length)}, of another account; remove it`];
  });
}
