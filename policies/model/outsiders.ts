import { admitsAnybody } from "./demands.ts";
import type { PolicyStatement } from "./documents.ts";
import type { Stack } from "./stack.ts";

/** The account of a stack, where its one provider says so. */
export function accountOf(stack: Stack): string | undefined {
  const [provider, ...others] = stack.ofType("pulumi:providers:aws");
  return others.length === 0 ? /\d{12}/.exec(String(provider?.properties.allowedAccountIds))?.[0] : undefined;
}

/** What is wrong with whom a statement of a resource's policy lets in: anybody, or somebody of another account. */
export function outsiders(statement: PolicyStatement, stack: Stack): string[] {
  if (statement.effect === "Deny") return [];
  if (admitsAnybody(statement)) return [`a statement lets in anybody to ${statement.actions.join(", ")}; name principals`];
  const own = accountOf(stack);
  return statement.principals.flatMap((who) => {
    const account = /^AWS:(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(who)?.[1];
    return own === undefined || account === undefined || account === own
      ? []
      : [`a statement lets in ${who.slice("AWS:".length)}, of another account; remove it`];
  });
}
