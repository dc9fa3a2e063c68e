import { familyOf, type Requirement, requirements } from "../../domain/pci/requirements.ts";
import { pciOf } from "../../policies/catalogue.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { policies as pack } from "../../policies/pack.ts";
import type { PciSettings } from "../../stacks/settings/schema/pci.ts";
import type { StackVerdict } from "../check/verdict.ts";
import { evidencePlaces } from "./evidence.ts";
import type { Gap } from "./gaps.ts";
import { isAccountPolicy } from "./scope.ts";

/** The statuses of a requirement, those that need attention first. */
export const statuses = ["not met", "off", "waived", "unknown", "in part", "shared", "in place", "owner", "AWS", "not applicable"] as const;
export type Status = (typeof statuses)[number];

/** One requirement's answer for a stack. */
export interface Row {
  readonly number: string;
  readonly family: string;
  readonly what: string;
  readonly status: Status;
  /** Why, sentences; empty where policies say all. */
  readonly reasons: readonly string[];
  /** Number of resources that each of its policies checked, in the stack and its account. */
  readonly policies: Readonly<Record<string, number>>;
  /** The components in which its policies found something that complies. */
  readonly components: readonly string[];
  /** Places in which an assessor looks. */
  readonly evidence: readonly string[];
  /** The owner's part. */
  readonly owner?: string;
  /** Whether SAQ A asks for it. */
  readonly saqA: boolean;
  /** Whether SAQ A-EP does. */
  readonly saqAEp: boolean;
}

/** The facts about a stack. */
export interface Known {
  readonly stack: string;
  readonly verdict: StackVerdict;
  /** Its account stack's verdict, or why there is none, as a sentence. An account stack is its own. */
  readonly account: { readonly verdict: StackVerdict } | { readonly missing: string };
  /** @default - not said */
  readonly payment?: PciSettings["payment"];
  readonly gaps: readonly Gap[];
}

/** Policies whose controls answer a requirement. */
export function policiesByRequirement(policies: readonly Policy[] = pack): ReadonlyMap<string, readonly Policy[]> {
  const pairs = policies.flatMap((policy) => pciOf(policy).map((number) => ({ number, policy })));
  return new Map([...Map.groupBy(pairs, ({ number }) => number)].map(([number, list]) => [number, list.map(({ policy }) => policy)]));
}

/** Each requirement of PCI DSS 4.0.1 with its one status; nothing is in place that no policy looked at. */
export function assess(known: Known, byRequirement = policiesByRequirement()): Row[] {
  const named = "verdict" in known.account ? known.account.verdict.stack : undefined;
  return requirements.map((requirement) => {
    const { number, what, rest, saqA, saqAEp, who } = requirement;
    const policies = byRequirement.get(number) ?? [];
    return {
      number,
      family: familyOf(number),
      what,
      ...answer(requirement, policies, known),
      policies: Object.fromEntries(policies.map(({ name }) => [name, lookedAt(name, known)])),
      components: componentsFor(policies, known),
      evidence: evidencePlaces(requirement.evidence, { stack: known.stack, account: named }),
      ...(rest !== undefined && (who === "owner" || who === "shared") && { owner: rest }),
      saqA,
      saqAEp,
    };
  });
}

type Answer = Pick<Row, "status" | "reasons">;

function answer(requirement: Requirement, policies: readonly Policy[], known: Known): Answer {
  const { who, rest, onlyWithCardData, saqA, saqAEp } = requirement;
  const said = rest === undefined ? [] : [rest];
  if (who === "none") return { status: "not applicable", reasons: said };
  // The questionnaires ask for some all the same: because of paper, and of a page that sends card data on.
  const asked = known.payment === "form" ? saqAEp : saqA;
  if (onlyWithCardData && !asked && known.payment !== "server") return withoutCardData(known);
  if (who === "AWS") return { status: "AWS", reasons: said };
  if (who === "owner") return { status: "owner", reasons: [] };
  return judged(requirement, policies, known);
}

/** The answer for a requirement that applies only where card data reaches the store. */
const withoutCardData = ({ payment }: Known): Answer =>
  payment === undefined
    ? { status: "unknown", reasons: ["pci.payment does not say whether card data reaches the store"] }
    : { status: "not applicable", reasons: [`no card data reaches the store: pci.payment is ${payment}`] };

function judged({ number, who, core }: Requirement, policies: readonly Policy[], known: Known): Answer {
  const gaps = known.gaps.filter(({ requirements: of }) => of.includes(number));
  const names = new Set(policies.map(({ name }) => name));
  const of = <T extends { readonly policy: string }>(pick: (verdict: StackVerdict) => readonly T[]) =>
    verdictsOf(known).flatMap((verdict) => pick(verdict).filter(({ policy }) => names.has(policy)));
  const whole = gaps.filter(({ status }) => status !== "in part");
  if (whole[0]) return { status: whole[0].status, reasons: whole.map(({ reason }) => reason) };
  const broken = named(
    of((verdict) => verdict.violations),
    "is violated by",
  );
  if (broken.length > 0) return { status: "not met", reasons: broken };
  const waived = of((verdict) => verdict.waived).map(({ policy, waiver }) => `${policy} is waived until ${waiver.until}`);
  if (waived.length > 0) return { status: "waived", reasons: [...new Set(waived)] };
  const open = of((verdict) => verdict.unknown);
  const { sees, blind, idle } = sight(core, policies, open, known);
  if (!sees) return { status: "unknown", reasons: blind.length > 0 ? blind : ["no policy looked at anything here"] };
  const rest = [
    ...gaps.map(({ reason }) => reason),
    ...named(
      of((verdict) => verdict.advisories),
      "has an advisory for",
    ),
    ...named(open, "is unknown until apply for"),
    ...blind,
    ...idle,
  ];
  if (rest.length > 0) return { status: "in part", reasons: rest };
  return { status: who === "stack" ? "in place" : "shared", reasons: [] };
}

/** Whether anything was seen of a requirement's core, or without one of it at all; and what was not, as sentences. */
function sight(core: readonly string[], policies: readonly Policy[], open: readonly { readonly policy: string }[], known: Known) {
  const looks = (name: string) => lookedAt(name, known) > open.filter(({ policy }) => policy === name).length;
  const asked = core.length === 0 ? policies : policies.filter(({ name }) => core.includes(name));
  const isUnknown = ({ name }: Policy) => open.some(({ policy }) => policy === name);
  const said = "missing" in known.account ? isAccountPolicy : () => false;
  const idle = asked.filter((policy) => core.length > 0 && !looks(policy.name) && !isUnknown(policy) && !said(policy));
  return {
    sees: asked.some(({ name }) => looks(name)),
    blind: blindness(policies, known),
    idle: idle.map(({ name }) => `${name} had nothing to check here`),
  };
}

/** One sentence for each policy that found something. */
const named = (findings: readonly { readonly policy: string }[], verb: string): string[] =>
  [...Map.groupBy(findings, ({ policy }) => policy)].map(
    ([policy, list]) => `${policy} ${verb} ${list.length === 1 ? "1 resource" : `${list.length} resources`}`,
  );

/** Why nothing is known of what the account has to do. */
function blindness(policies: readonly Policy[], { account, verdict }: Known): string[] {
  const asked = policies.filter(isAccountPolicy);
  if ("missing" in account) return asked.length > 0 ? [account.missing] : [];
  const faults = [...new Set([...verdict.faults, ...account.verdict.faults])].filter((fault) =>
    policies.some(({ name }) => fault.startsWith(`${name}:`)),
  );
  const idle = asked.some(({ name }) => (account.verdict.policies[name] ?? 0) === 0);
  const others = Object.entries(account.verdict.elsewhere).map(([part, why]) => `the account's ${part} is managed elsewhere: ${why}`);
  return [...faults, ...(idle ? others : [])];
}

const verdictsOf = ({ verdict, account }: Known): StackVerdict[] =>
  "verdict" in account && account.verdict !== verdict ? [verdict, account.verdict] : [verdict];

function componentsFor(policies: readonly Policy[], known: Known): string[] {
  const all = verdictsOf(known).flatMap(({ components }) => policies.flatMap(({ name }) => components[name] ?? []));
  return [...new Set(all)].sort();
}

const lookedAt = (policy: string, known: Known): number =>
  verdictsOf(known).reduce((sum, { policies }) => sum + (policies[policy] ?? 0), 0);
