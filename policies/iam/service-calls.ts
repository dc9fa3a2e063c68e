import type { Actor } from "../../domain/iam/resource-policy.ts";
import { balancerAccounts } from "../../domain/services/defaults.ts";
import { alwaysOfServices, neverOfServices, type Sent, type ServiceUse, sourceKeys, type TargetKind } from "../../domain/services/use.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { arnOf } from "./service-targets.ts";
import { accountOf, filled, regionOf, textOr, valuesAt } from "./service-values.ts";

/** The values of a row's placeholders, for one trigger and one target. */
export function placeholders(trigger: Resource, kind: TargetKind, target: Resource, stack: Stack): Record<string, string> {
  const topic = valuesAt(trigger, "topic")[0]?.text;
  return {
    account: accountOf(stack),
    region: regionOf(trigger, target),
    partition: /^arn:([^:]+):/.exec(textOr(trigger, "arn"))?.[1] ?? "*",
    name: textOr(trigger, "name"),
    bucket: textOr(trigger, "bucket"),
    topic: topic ?? "*",
    target: arnOf(kind, target),
  };
}

/** Possible callers, of which one suffices. */
export function actorsOf(use: ServiceUse, values: Readonly<Record<string, string>>): Actor[] {
  return use.principals.flatMap((principal): Actor[] => {
    if (principal === "{balancers}") return balancersOf(values.region ?? "*").map((account) => ({ account }));
    const [, kind, name] = /^(role|account):(.*)$/.exec(principal) ?? [];
    const text = filled(name ?? principal, values);
    return [kind === "role" ? { role: text } : kind === "account" ? { account: text } : { service: text }];
  });
}

const balancersOf = (region: string): string[] => {
  const own = balancerAccounts[region];
  return own === undefined ? (region === "*" ? Object.values(balancerAccounts) : []) : [own];
};

/** Whether unsaid keys are taken as not sent: the stricter reading, for policies of one's own. */
export type Reading = "unsaid may be sent" | "unsaid is not sent";

/** The condition keys of a call. */
export function contextOf(
  actor: Actor,
  sent: Sent,
  values: Readonly<Record<string, string>>,
  reading: Reading,
): ReadonlyMap<string, string | "absent"> {
  const isService = "service" in actor;
  const absent = [
    ...(isService ? neverOfServices : []),
    ...(isService && reading === "unsaid is not sent" ? sourceKeys : []),
    ...(sent.omits ?? []),
  ];
  const entries: [string, string][] = [
    ...absent.map((key): [string, string] => [key, "absent"]),
    ...Object.entries(isService ? alwaysOfServices : {}),
    ...Object.entries(sent.sends ?? {}).map(([key, value]): [string, string] => [key, filled(value, values)]),
  ];
  return new Map(entries.map(([key, value]) => [key.toLowerCase(), value]));
}
