/** A finding, as far as the report has it. */
export interface ScanFinding {
  readonly severity: string;
  /** ARN or id of what has it. */
  readonly resource: string;
  readonly firstSeen: Date;
  /** Whether there is a version without it. */
  readonly fixed: boolean;
}

/** Findings of one severity on one resource. */
export interface ReportRow {
  readonly resource: string;
  readonly severity: string;
  readonly findings: number;
  /** Days since the oldest was seen first. */
  readonly oldestDays: number;
  /** Number of those that have a fix. */
  readonly fixable: number;
}

/** A monthly report of internal scans, for PCI DSS 11.3.1. */
export interface ScanReport {
  readonly stack: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly total: number;
  readonly bySeverity: Readonly<Record<string, number>>;
  /** The worst first. */
  readonly rows: readonly ReportRow[];
}

/** Inspector's severities, the worst first. */
const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNTRIAGED"];

const rank = (severity: string) => severities.indexOf(severity) + (severities.includes(severity) ? 0 : severities.length + 1);

/** The report at `now`, by severity and age for each resource. */
export function reportOf(stack: string, findings: readonly ScanFinding[], now: Date): ScanReport {
  const groups = Map.groupBy(findings, ({ resource, severity }) => JSON.stringify([resource, severity]));
  const rows = [...groups.values()].flatMap((group): ReportRow[] => {
    const [first] = group;
    if (!first) return [];
    const oldest = Math.min(...group.map(({ firstSeen }) => firstSeen.getTime()));
    return [
      {
        resource: first.resource,
        severity: first.severity,
        findings: group.length,
        oldestDays: Math.floor((now.getTime() - oldest) / 86_400_000),
        fixable: group.filter(({ fixed }) => fixed).length,
      },
    ];
  });
  const order = (a: ReportRow, b: ReportRow) =>
    rank(a.severity) - rank(b.severity) || b.oldestDays - a.oldestDays || (a.resource < b.resource ? -1 : 1);
  const found = [...new Set(findings.map(({ severity }) => severity))].sort((a, b) => rank(a) - rank(b));
  return {
    stack,
    at: now.toISOString(),
    total: findings.length,
    bySeverity: Object.fromEntries(found.map((severity) => [severity, findings.filter((one) => one.severity === severity).length])),
    rows: rows.sort(order),
  };
}

/** The report for people. */
export function reportText({ stack, at, total, bySeverity, rows }: ScanReport): string {
  const counted = Object.entries(bySeverity).map(([severity, count]) => `${count} ${severity.toLowerCase()}`);
  return [
    `Internal scans (PCI DSS 11.3.1), ${stack}, ${at}`,
    total === 0 ? "Amazon Inspector has no active finding." : `Amazon Inspector has ${total} active findings: ${counted.join(", ")}.`,
    "",
    ...rows.map(
      ({ severity, resource, findings, oldestDays, fixable }) =>
        `${severity.padEnd(14)}${String(findings).padStart(5)}  oldest ${oldestDays} days, ${fixable} with a fix  ${resource}`,
    ),
    "",
  ].join("\n");
}
