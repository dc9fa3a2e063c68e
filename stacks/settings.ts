import type { z } from "zod";
import { type AccountSettings, accountSchema } from "./settings/account.ts";
import { checkStore } from "./settings/checks.ts";
import { describeIssues, fault } from "./settings/faults.ts";
import { environments } from "./settings/profiles.ts";
import { resolveStore, type StoreSettings } from "./settings/resolve.ts";
import { storeSchema } from "./settings/store.ts";

/** What a stack is to be: a store or an account. */
export type Settings = StoreSettings | (AccountSettings & { readonly stack: string });

/** The schemas by kind. */
export const schemas = { store: storeSchema, account: accountSchema } as const;

/** Settings, or what is wrong with them: one sentence each, all of them. */
export type Parsed =
  | { readonly settings: Settings; readonly faults?: undefined }
  | { readonly settings?: undefined; readonly faults: readonly string[] };

/** A stack's name ends up in names of 32 characters at most (load balancers): `-alb-` and three digits are ours. */
export const longestStackName = 24;

/** Checks one stack's settings, `raw` as it stands in its file. Pure: no Pulumi, no AWS. */
export function parseSettings(stack: string, raw: unknown): Parsed {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return { faults: [fault("xcart-hosting:settings", raw ?? undefined, "an object with kind: store or kind: account")] };
  const kind: unknown = "kind" in raw ? raw.kind : undefined;
  if (kind === "account")
    return parseAs(stack, accountSchema, raw, (input) => ({ settings: { ...input, stack }, faults: stackNameFaults(stack, ["account"]) }));
  if (kind !== "store") return { faults: [fault("kind", kind, "store or account")] };
  return parseAs(stack, storeSchema, raw, (input) => {
    const settings = resolveStore(stack, input);
    return { settings, faults: [...stackNameFaults(stack, [input.environment]), ...checkStore(settings)] };
  });
}

type Complete<T extends z.ZodType> = (input: z.output<T>) => { settings: Settings; faults: string[] };

function parseAs<T extends z.ZodType>(stack: string, schema: T, raw: unknown, complete: Complete<T>): Parsed {
  const shape = schema.safeParse(raw);
  if (!shape.success) return { faults: [...stackNameFaults(stack), ...describeIssues(shape.error.issues, raw, schema)] };
  const { settings, faults } = complete(shape.data);
  return faults.length ? { faults } : { settings };
}

/** What is wrong with a stack's name: `<store>-<environment>` or `<name>-account`. */
export function stackNameFaults(stack: string, endings: readonly string[] = [...environments, "account"]): string[] {
  const form = endings.map((ending) => `<name>-${ending}`).join(", ");
  if (!endings.some((ending) => new RegExp(`^[a-z][a-z0-9]*(-[a-z0-9]+)*-${ending}$`).test(stack))) {
    return [fault("stack name", stack, `${form}, of lower-case letters, digits and single hyphens, beginning with a letter`)];
  }
  return stack.length > longestStackName
    ? [fault("stack name", stack, `at most ${longestStackName} characters, since load balancers' names end at 32`)]
    : [];
}
