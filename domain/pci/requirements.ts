import entries from "./requirements.json" with { type: "json" };

/**
 * Who is responsible for a requirement: the stack alone; the stack and the owner, whose part is `rest`; the owner; AWS; or none of them,
 * since it asks nothing of a web store that is hosted on AWS.
 */
const parties = ["stack", "shared", "owner", "AWS", "none"] as const;
export type Party = (typeof parties)[number];

/** Where an assessor looks: keys of the places in cli/pci/evidence.ts. */
export const evidenceKinds = [
  "alarms",
  "alb",
  "archive",
  "asv",
  "backup",
  "canary",
  "certificate",
  "config",
  "flow",
  "git",
  "graph",
  "guard",
  "guardduty",
  "inspector",
  "keys",
  "logins",
  "patching",
  "people",
  "restore",
  "scans",
  "securityhub",
  "sessions",
  "signin",
  "state",
  "trail",
  "waf",
  "web",
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** A requirement of PCI DSS 4.0.1, by its number and in words of our own: the standard's are copyrighted. */
export interface Requirement {
  readonly number: string;
  readonly what: string;
  readonly who: Party;
  /** The owner's part, AWS's part, or why there is nothing to do, as a sentence. */
  readonly rest?: string;
  /** Whether it asks for something only where card data reaches the store. */
  readonly onlyWithCardData: boolean;
  /**
   * Whether the self-assessment questionnaire A (4.0.1, revision 1 of January 2025) asks for it: the list of the Secure Controls Framework
   * 2025.4 without 6.4.3 and 11.6.1, which that revision took out (PCI SSC's document changes, as pciwatch.org compares them).
   */
  readonly saqA: boolean;
  /** Whether the questionnaire A-EP (4.0.1) does, by the Secure Controls Framework 2025.4 alone. */
  readonly saqAEp: boolean;
  readonly evidence: readonly EvidenceKind[];
  /** Policies without each of which it does not hold as a whole; empty where any that answers it is enough. */
  readonly core: readonly string[];
}

/** All 250 requirements of PCI DSS 4.0.1 and the 7 of its appendix A1, in its order. */
export const requirements: readonly Requirement[] = entries.map(
  ({ number, what, who, rest, onlyWithCardData, saqA, saqAEp, evidence, core }) => ({
    number,
    what,
    who: oneOf(parties, who),
    ...(rest !== undefined && { rest }),
    onlyWithCardData: onlyWithCardData === true,
    saqA: saqA === true,
    saqAEp: saqAEp === true,
    evidence: (evidence ?? []).map((kind) => oneOf(evidenceKinds, kind)),
    core: core ?? [],
  }),
);

/** Titles of the twelve requirements and the appendix, by their first number. */
export const families: Readonly<Record<string, string>> = {
  1: "Network controls",
  2: "Secure configuration",
  3: "Stored account data",
  4: "Transmission",
  5: "Malware",
  6: "Secure software",
  7: "Access by need",
  8: "Authentication",
  9: "Physical access",
  10: "Logs",
  11: "Tests",
  12: "Policies and incidents",
  A1: "Providers of several tenants",
};

/** The number of a requirement's family: `A1` of `A1.2.3`. */
export const familyOf = (number: string): string => number.split(".")[0] ?? number;

function oneOf<const T extends string>(allowed: readonly T[], text: string): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Error(`domain/pci/requirements.json: got ${text}, expected ${allowed.join(", ")}`);
  return found;
}
