import { dayOf } from "../../domain/calendars/days.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { parseSettings, settingsOfText } from "../../stacks/settings.ts";
import type { StackVerdict } from "../check/verdict.ts";
import { listStacks, type Project, readStackConfig } from "../offline/project.ts";
import { wrongSettings } from "../offline/wrong-settings.ts";
import { assess, type Known } from "./assess.ts";
import { calendarOf } from "./calendar.ts";
import { gapsOf } from "./gaps.ts";
import { assessmentOf, type PciReport, reportOf } from "./report.ts";

/** A stack to report on, as far as its settings go. */
export interface Asked {
  readonly stack: string;
  /** @default - it is an account's */
  readonly store?: StoreSettings;
  /** The account stack to preview as well. */
  readonly account?: string;
  /** Why nothing is known of the account, as a sentence. */
  readonly missing: string;
}

/** Reads a stack's settings. What is wrong with them is a UserError. */
export function readAsked(project: Project, stack: string): Asked {
  const { settings, faults } = parseSettings(stack, settingsOfText(readStackConfig(project, stack).config[`${project.name}:settings`]));
  if (faults) throw wrongSettings(project, stack, faults);
  if (settings.kind !== "store") return { stack, account: stack, missing: "" };
  const { account } = settings;
  if (account.stack === undefined) return { stack, store: settings, missing: "no account stack is named (account.stack)" };
  const there = listStacks(project).includes(account.stack);
  return { stack, store: settings, missing: `${account.stack} has no file here`, ...(there && { account: account.stack }) };
}

/** The report on a stack, by the verdicts on it and on its account. */
export function reportOn(
  { stack, store, account, missing }: Asked,
  verdicts: ReadonlyMap<string, StackVerdict>,
  now: Date,
): PciReport | undefined {
  const verdict = verdicts.get(stack);
  if (verdict === undefined) return undefined;
  const ofAccount = account === undefined ? undefined : verdicts.get(account);
  const at = dayOf(now);
  const known: Known = {
    stack,
    verdict,
    account: ofAccount ? { verdict: ofAccount } : { missing },
    ...(store?.pci.payment && { payment: store.pci.payment }),
    gaps: store ? gapsOf(store, at) : [],
  };
  const assessment = store ? assessmentOf(store.pci.payment) : "none: an account is assessed with its stores";
  return reportOf(assess(known), { stack, at, assessment, ...(store && { calendar: calendarOf(store, now) }) });
}
