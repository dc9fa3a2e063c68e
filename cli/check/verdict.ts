import { dayOf } from "../../domain/calendars/days.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { keysOf, pciOf } from "../../policies/catalogue.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import type { Policy, Severity } from "../../policies/model/policy.ts";
import type { Resource, Stack } from "../../policies/model/stack.ts";
import { type Judged, judgeStack, levelOf, withWaiverPolicy } from "../../policies/model/verdict.ts";
import type { Waiver, WaiverReport } from "../../policies/model/waivers.ts";
import { policies as pack } from "../../policies/pack.ts";
import { trusted } from "../../policies/pulumi/names-known.ts";
import { type Exception, exceptionsIn } from "../../stacks/settings/exceptions.ts";
import { nearest } from "../../stacks/settings/faults.ts";
import { componentOf } from "./components.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { settingsSay } from "./settings.ts";

/** The facts of a policy that reports show. */
export interface PolicyFacts {
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  readonly level: "mandatory" | "advisory";
  readonly remediation: string;
  readonly url: string;
  /** Keys of the catalogue. */
  readonly controls: readonly string[];
  /** Requirements of PCI DSS 4.0.1. */
  readonly pci: readonly string[];
}

/** Something that a policy says of a resource. */
export interface Finding {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  /** The same for the same policy, resource and message in every run. */
  readonly fingerprint: string;
  /** Place of the setting in the stack's file. @default - it is about a graph's file, or the file's settings are not known */
  readonly line?: number;
  readonly column?: number;
}

/** The policies' verdict on one stack; plain data, which `--format json` prints as it is. */
export interface StackVerdict {
  readonly stack: string;
  /** The stack's file, or the graph's, where people look for it. */
  readonly file: string;
  /** Whether it is an exported graph, of any program, and no stack of this repository. */
  readonly exported: boolean;
  /** Resources that at least one policy was asked about. */
  readonly looked: number;
  /** Resources in all, without components and providers. */
  readonly resources: number;
  /** Those of kinds that no policy knows, by kind: nothing is said of them. */
  readonly unjudged: Readonly<Record<string, number>>;
  /** Resources that an interrupted update has left half made, `creating URN`: the verdict does not cover them. */
  readonly interrupted: readonly string[];
  /** Violations of mandatory policies. */
  readonly violations: readonly Finding[];
  readonly advisories: readonly Finding[];
  readonly waived: readonly (Finding & { readonly waiver: Waiver })[];
  /** Properties that cannot be judged before apply, and so are not known to comply. */
  readonly unknown: readonly Finding[];
  /** Whether the settings leave `accountId` out, so that whatever names the account is unknown. */
  readonly lacksAccountId: boolean;
  readonly waivers: readonly WaiverReport[];
  /** Exceptions in the settings, with a reason or an end, and those that only the stack's outputs have. */
  readonly exceptions: readonly Exception[];
  /** Parts of the account that are managed elsewhere, for which no policy asks, each with the settings' reason. */
  readonly elsewhere: Readonly<Record<string, string>>;
  /** Parties that the settings name, the only ones that a document may. By the output `trusted` where the settings are not at hand. */
  readonly trusted: readonly string[];
  /** Waivers of policies that the pack does not have. */
  readonly unknownPolicies: readonly string[];
  /** Policies that threw: faults of the pack, one sentence each. */
  readonly faults: readonly string[];
  /** Number of resources that each policy judged. */
  readonly policies: Readonly<Record<string, number>>;
  /** The compliant components by policy; without policies that found none. */
  readonly components: Readonly<Record<string, readonly string[]>>;
}

/** The context of a check beside the graph. */
export interface CheckContext {
  readonly stack: string;
  readonly file: string;
  /** Resources that an interrupted update has left half made, for a graph's file. @default - it is a stack of this repository */
  readonly interrupted?: readonly string[];
  /** The stack's settings as they stand in its file. @default - unknown, so that its outputs are believed */
  readonly settings?: unknown;
  /** @default - the repository's pack */
  readonly policies?: readonly Policy[];
  /** `YYYY-MM-DD`. @default - today in UTC */
  readonly today?: string;
}

/** Asks the pack about the resources of one stack. */
export function verdictOn(resources: readonly ExportedResource[], context: CheckContext): StackVerdict {
  const { stack, file, interrupted, settings, policies = pack, today = dayOf(new Date()) } = context;
  const judgedStack = stackOf(resources, today, settings === undefined ? undefined : settingsSay(stack, settings, today));
  const { judged, waivers, looked } = judgeStack(policies, judgedStack, today);
  const known = new Set(policies.map(({ name }) => name));
  const found = (level: "mandatory" | "advisory") =>
    judged
      .filter(({ policy }) => levelOf(policy) === level)
      .flatMap(({ policy, violations }) => violations.map(({ resource, message }) => findingOf(policy, resource, message)));
  return {
    stack,
    file,
    exported: interrupted !== undefined,
    looked,
    resources: resources.filter(isThing).length,
    unjudged: unjudgedIn(resources, judgedStack),
    interrupted: interrupted ?? [],
    violations: found("mandatory"),
    advisories: found("advisory"),
    waived: judged.flatMap(({ policy, waived }) =>
      waived.map(({ resource, message, waiver }) => ({ ...findingOf(policy, resource, message), waiver })),
    ),
    unknown: judged.flatMap(({ policy, unknown }) => unknown.map(({ resource, reason }) => findingOf(policy, resource, reason))),
    lacksAccountId: isRecord(settings) && settings.accountId === undefined,
    waivers,
    exceptions: exceptionsOf(settings, [...waivers.map(waiverException), ...Object.entries(judgedStack.elsewhere).map(omission)]),
    elsewhere: judgedStack.elsewhere,
    trusted: [...trusted(judgedStack)].filter((name) => !isUnknown(name)),
    unknownPolicies: waivers.flatMap(({ policy, resource }) =>
      known.has(policy) ? [] : [`${file}: got a waiver of ${policy} for ${resource}, expected ${expectedPolicy(policy, [...known])}`],
    ),
    faults: judged.flatMap(faultsOf),
    policies: Object.fromEntries(judged.map((one) => [one.policy.name, one.looked])),
    components: componentsOf(judged, judgedStack),
  };
}

function componentsOf(judged: readonly Judged[], stack: Stack): Record<string, string[]> {
  const found = judged.filter(({ compliant }) => compliant.length > 0);
  return Object.fromEntries(
    found.map(({ policy, compliant }) => [policy.name, [...new Set(compliant.map((one) => componentOf(one, stack)))].sort()]),
  );
}

/** The policy that a waiver's author may have meant. */
function expectedPolicy(policy: string, known: readonly string[]): string {
  const near = nearest(policy, known);
  return near === undefined ? "the name of a policy in docs/controls.md" : `${near}, or the name of another policy in docs/controls.md`;
}

/** Counts the resources, of AWS or another provider, that no check covers, by type. */
function unjudgedIn(resources: readonly ExportedResource[], stack: Stack): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of resources.filter(isThing)) if (!stack.isAsked(type)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Whether it is a real resource, and no component, provider or stack. */
const isThing = ({ type, custom }: ExportedResource): boolean => custom === true && !type.startsWith("pulumi:");

/** The facts of every policy in the pack, by name. */
export function policyFacts(policies: readonly Policy[] = pack): Record<string, PolicyFacts> {
  return Object.fromEntries(withWaiverPolicy(policies).map((policy) => [policy.name, factsOf(policy)]));
}

/** Those of the settings, and of those of the outputs each that no setting makes: a program can write an output of its own. */
function exceptionsOf(settings: unknown, outputs: readonly Exception[]): Exception[] {
  const given = exceptionsIn(settings);
  // In the settings the parts may have any order.
  const key = ({ kind, what, reason, until }: Exception) => JSON.stringify([kind, what.split(", ").sort(), reason, until]);
  const known = new Set(given.map(key));
  return [...given, ...outputs.filter((one) => !known.has(key(one)))];
}

const waiverException = ({ policy, resource, reason, owner, ticket, until }: Waiver, at: number): Exception => ({
  kind: "waiver",
  setting: `waivers[${at}]`,
  what: `policy ${policy}, resource ${resource}, owner ${owner}, ticket ${ticket}`,
  reason,
  until,
});

const omission = ([part, reason]: readonly [string, string]): Exception => ({
  kind: "omission",
  setting: `elsewhere.${part}`,
  what: "",
  reason,
});

function factsOf(policy: Policy): PolicyFacts {
  const { name, description, severity, remediation, url } = policy;
  return { name, description, severity, level: levelOf(policy), remediation, url, controls: keysOf(policy), pci: pciOf(policy) };
}

function findingOf(policy: Policy, { urn }: Resource, message: string): Finding {
  return { policy: policy.name, urn, message, fingerprint: fingerprintOf([policy.name, urn, message]) };
}

function faultsOf({ policy, faults }: Judged): string[] {
  return faults.map(
    ({ resource, error }) =>
      `${policy.name}: got the error ${error} at ${resource.urn}, expected a verdict: report it as a bug of the policy`,
  );
}
