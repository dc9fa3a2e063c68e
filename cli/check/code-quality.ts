import type { Severity } from "../../policies/model/policy.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { CheckReport } from "./report.ts";
import type { Finding, PolicyFacts } from "./verdict.ts";
import { resourceText } from "./words.ts";

/** GitLab's severities by ours. */
const severities: Readonly<Record<Severity, string>> = { critical: "blocker", high: "critical", medium: "major", low: "minor" };

/** One finding in GitLab's form (docs.gitlab.com/ci/testing/code_quality, "Code Quality report format"). */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  /** Unlike that of any other in the report. */
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** A report as GitLab's code quality: violations by their severity, advisories as `info`, faults of stacks' files as `blocker`. */
export function codeQuality({ stacks, fileFaults, policies }: CheckReport): string {
  const found = stacks.flatMap(({ stack, file, violations, advisories }) =>
    [...violations, ...advisories].map((finding) => issueOf(finding, { stack, file, facts: policies[finding.policy] })),
  );
  const faults = fileFaults.map(({ stack, file, line = 1, message }) => ({
    description: `${stack}: ${message}`,
    check_name: "stack-file",
    fingerprint: fingerprintOf(["stack-file", stack, message]),
    severity: "blocker",
    location: { path: file, lines: { begin: line } },
  }));
  const issues = new Map([...faults, ...found].map((issue) => [issue.fingerprint, issue]));
  return JSON.stringify([...issues.values()], null, 1);
}

interface Context {
  readonly stack: string;
  readonly file: string;
  readonly facts: PolicyFacts | undefined;
}

function issueOf({ policy, urn, message, fingerprint, line = 1 }: Finding, { stack, file, facts }: Context): Issue {
  return {
    description: `${stack}, ${resourceText(urn)}: ${message}`,
    check_name: policy,
    fingerprint,
    severity: facts === undefined || facts.level === "advisory" ? "info" : severities[facts.severity],
    location: { path: file, lines: { begin: line } },
  };
}
