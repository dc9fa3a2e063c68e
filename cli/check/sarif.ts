import type { Severity } from "../../policies/model/policy.ts";
import { componentsIn } from "./places.ts";
import type { CheckReport } from "./report.ts";
import type { Finding, PolicyFacts, StackVerdict } from "./verdict.ts";
import { partsOf, resourceText } from "./words.ts";

/** SARIF's levels and GitHub's scores (9.0 and up critical, 7.0 high, 4.0 medium) by severity. */
const levels: Readonly<Record<Severity, { readonly level: string; readonly score: string }>> = {
  critical: { level: "error", score: "9.5" },
  high: { level: "error", score: "8.0" },
  medium: { level: "warning", score: "5.5" },
  low: { level: "note", score: "2.0" },
};

/** GitHub's limits (docs.github.com/en/code-security, "SARIF results exceed one or more limits"). */
const MAX_TAGS = 20;
const MAX_RESULTS = 25_000;

/** A report as SARIF 2.1.0, for code scanning: a rule for each policy, a result for each violation, advisory and waived violation. */
export function sarif({ stacks, policies, failures, fileFaults }: CheckReport): string {
  const rules = Object.values(policies);
  const indexes = new Map(rules.map(({ name }, at) => [name, at]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "xcart-hosting policies", rules: rules.map(ruleOf) } },
        automationDetails: { id: "store-check/" },
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            toolExecutionNotifications: [
              ...failures.map((text) => ({ level: "error", message: { text } })),
              ...fileFaults.map(({ message, file, line = 1, column }) => ({
                level: "error",
                message: { text: message },
                locations: [{ physicalLocation: physicalLocation(file, { line, column }) }],
              })),
            ],
          },
        ],
        results: stacks.flatMap((verdict) => resultsOf(verdict, policies, indexes)).slice(0, MAX_RESULTS),
      },
    ],
  };
  return JSON.stringify(log, null, 1);
}

function ruleOf({ name, description, severity, remediation, url, controls, pci, level }: PolicyFacts): object {
  return {
    id: name,
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: { text: `${description} ${remediation}`, markdown: `${description}\n\n${remediation}\n\n[More](${url})` },
    helpUri: url,
    defaultConfiguration: { level: levelOf(severity, level) },
    properties: {
      "security-severity": levels[severity].score,
      precision: "high",
      // GitHub refuses a rule with more than 20.
      tags: ["security", ...controls, ...pci.map((number) => `PCI DSS ${number}`)].slice(0, MAX_TAGS),
    },
  };
}

const levelOf = (severity: Severity, level: PolicyFacts["level"]) => (level === "advisory" ? "note" : levels[severity].level);

function resultsOf(verdict: StackVerdict, policies: CheckReport["policies"], indexes: ReadonlyMap<string, number>): object[] {
  const result = (finding: Finding) =>
    resultOf(finding, verdict, { facts: policies[finding.policy], ruleIndex: indexes.get(finding.policy) });
  return [
    ...[...verdict.violations, ...verdict.advisories].map(result),
    ...verdict.waived.map((finding) => {
      const { reason, owner, ticket, until } = finding.waiver;
      const justification = `${reason} (${owner}, ${ticket}, until ${until})`;
      return { ...result(finding), suppressions: [{ kind: "external", status: "accepted", justification }] };
    }),
  ];
}

interface Rule {
  readonly facts: PolicyFacts | undefined;
  readonly ruleIndex: number | undefined;
}

function resultOf(
  { policy, urn, message, fingerprint, line = 1, column }: Finding,
  { stack, file }: StackVerdict,
  { facts, ruleIndex }: Rule,
): object {
  return {
    ruleId: policy,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: facts ? levelOf(facts.severity, facts.level) : "error",
    message: { text: `${stack}, ${resourceText(urn)}: ${message}` },
    locations: [
      {
        physicalLocation: physicalLocation(file, { line, column }),
        logicalLocations: [
          { name: partsOf(urn).name, fullyQualifiedName: urn, kind: "resource" },
          ...componentsIn(urn)
            .slice(-1)
            .map((name) => ({ name, kind: "component" })),
        ],
      },
    ],
    // The first is what GitHub tells alerts apart by: two findings may be of one policy and one line.
    partialFingerprints: { primaryLocationLineHash: fingerprint, "policyResourceMessage/v1": fingerprint },
  };
}

const physicalLocation = (file: string, { line, column }: { readonly line: number; readonly column?: number | undefined }) => ({
  artifactLocation: { uri: encodeURI(file) },
  region: { startLine: line, ...(column !== undefined && { startColumn: column }) },
});
