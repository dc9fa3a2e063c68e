import type { z } from "zod";
import { dayOf } from "../domain/calendars/days.ts";
import { reservedBeginning } from "../domain/defaults/reserved-names.ts";
import { isRecord } from "../domain/values.ts";
import { checkAccount } from "./settings/checks/account.ts";
import { checkStore } from "./settings/checks/store.ts";
import { describeIssues, expectedType, fault } from "./settings/faults.ts";
import { environments } from "./settings/profiles.ts";
import type { AccountSettings } from "./settings/resolve/account.ts";
import { resolveStore, type StoreSettings } from "./settings/resolve/store.ts";
import { accountSchema } from "./settings/schema/account.ts";
import { storeSchema } from "./settings/schema/store.ts";
import { standIn } from "./settings/stand-in.ts";

/** The settings of a stack: a store or an account. */
export type Settings = StoreSettings | AccountSettings;

/** The schemas by kind. */
export const schemas = { store: storeSchema, account: accountSchema } as const;

/** Settings, or what is wrong with them: one sentence each, all of them. */
export type Parsed =
  | { readonly settings: Settings; readonly faults?: undefined }
  | { readonly settings?: undefined; readonly faults: readonly string[] };

/** A stack's name ends up in names of 32 characters at most (load balancers): `-alb-` and three digits are ours. */
export const maxStackName = 24;

/**
 * Checks one stack's settings, `raw` as it stands in its file. No Pulumi, no AWS. Exceptions that ended before `today`
 * (`YYYY-MM-DD`) are faults.
 * @default today - the day it is, in UTC
 */
export function parseSettings(stack: string, raw: unknown, today = dayOf(new Date())): Parsed {
  if (!isRecord(raw)) return { faults: [fault("xcart-hosting:settings", raw ?? undefined, "an object with kind: store or kind: account")] };
  // Without a kind, the stack's name says what else to expect.
  const isAccount = raw.kind === "account" || (raw.kind !== "store" && stack.endsWith("-account"));
  return isAccount ? parseAccount(stack, raw, today) : parseStore(stack, raw, today);
}

/** Settings as Pulumi keeps them, as JSON. Words where settings should be stay words: the checks say what is expected. */
export function settingsOfText(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function parseAccount(stack: string, raw: object, today: string): Parsed {
  const { input, unusable, faults } = shapeOf(accountSchema, "account", raw);
  const settings = { ...input, stack };
  faults.unshift(...stackNameFaults(stack, ["account"]));
  faults.push(...checkAccount(settings, unusable, today));
  return faults.length === 0 ? { settings } : { faults };
}

function parseStore(stack: string, raw: object, today: string): Parsed {
  const { input, unusable, faults } = shapeOf(storeSchema, "store", raw);
  const settings = resolveStore(stack, input);
  const endings = unusable.includes("environment") ? environments : [input.environment];
  faults.unshift(...stackNameFaults(stack, endings));
  faults.push(...checkStore(settings, unusable, today));
  return faults.length === 0 ? { settings } : { faults };
}

/** Settings of the right shape, stand-ins in place of what is wrong, and what that is. */
function shapeOf<Shape extends z.core.$ZodLooseShape>(schema: z.ZodObject<Shape>, kind: "store" | "account", raw: object) {
  // Compiling the schema takes longer than reading a file by it.
  const { success, data, error } = schema.safeParse(raw, { error: expectedType, jitless: true });
  return success
    ? { input: data, unusable: [], faults: [] }
    : { ...standIn(schema, kind, raw, error.issues), faults: describeIssues(error.issues, raw, schema) };
}

/** Faults of a stack's name, `<store>-<environment>` or `<name>-account`. */
function stackNameFaults(stack: string, endings: readonly string[] = [...environments, "account"]): string[] {
  const form = endings.map((ending) => `<name>-${ending}`).join(", ");
  if (!endings.some((ending) => new RegExp(`^[a-z][a-z0-9]*(-[a-z0-9]+)*-${ending}$`).test(stack))) {
    return [fault("stack name", stack, `${form}, of lower-case letters, digits and single hyphens, beginning with a letter`)];
  }
  const reserved = reservedBeginning(stack);
  const [, other] = new RegExp(`^(.+-(?:${[...environments, "account"].join("|")}))-`).exec(stack) ?? [];
  return [
    ...(stack.length > maxStackName
      ? [fault("stack name", stack, `at most ${maxStackName} characters, since load balancers' names end at 32`)]
      : []),
    ...(other
      ? [
          fault(
            "stack name",
            stack,
            `a name that does not begin with ${other}-, since the roles of ${other} reach everything with that prefix`,
          ),
        ]
      : []),
    ...(reserved ? [fault("stack name", stack, `a name that does not begin with ${reserved.prefix}, reserved by ${reserved.what}`)] : []),
  ];
}
