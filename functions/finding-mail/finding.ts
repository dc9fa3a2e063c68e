import { z } from "zod";
import { alwaysMailed, type LeastSeverity, mailedSeverities } from "../../domain/contracts/finding-mail.ts";

/** One finding, in words for an email. */
export interface Finding {
  readonly id: string;
  /** The product that found it: `Security Hub`, `GuardDuty` … */
  readonly product: string;
  readonly severity: string;
  readonly title: string;
  readonly description: string;
  /** Identifiers that suppressions may name: control, types, vulnerabilities. */
  readonly kinds: readonly string[];
  readonly resources: readonly { readonly type: string; readonly id: string }[];
  readonly region: string;
  readonly accountId: string;
  /** ISO 8601. */
  readonly since: string;
  /** AWS's recommendation, and its page; either may be missing. */
  readonly remedy: string;
  readonly remedyUrl: string;
  /** Whether it is active, severe enough, and still new in Security Hub. */
  readonly open: boolean;
}

const text = z.string().optional();

/** The fields read from the AWS Security Finding Format (docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html). */
const asff = z.object({
  Id: z.string().min(1),
  ProductName: text,
  ProductArn: z.string(),
  AwsAccountId: z.string(),
  Region: text,
  Title: z.string(),
  Description: z.string(),
  Types: z.array(z.string()).default([]),
  GeneratorId: text,
  FirstObservedAt: text,
  CreatedAt: z.string(),
  RecordState: z.string().default("ACTIVE"),
  Severity: z.object({ Label: z.string() }),
  Workflow: z.object({ Status: z.string() }).optional(),
  Compliance: z.object({ Status: text, SecurityControlId: text }).optional(),
  Remediation: z.object({ Recommendation: z.object({ Text: text, Url: text }).optional() }).optional(),
  Vulnerabilities: z.array(z.object({ Id: text })).default([]),
  Resources: z.array(z.object({ Type: z.string(), Id: z.string() })).default([]),
});
const event = z.object({ detail: z.object({ findings: z.array(asff).min(1) }) });

/** Reads an event of Security Hub's. Throws for what is none. */
export function readFindings(body: string, minimum: LeastSeverity): Finding[] {
  return event.parse(JSON.parse(body)).detail.findings.map((finding) => toFinding(finding, minimum));
}

function toFinding(raw: z.output<typeof asff>, minimum: LeastSeverity): Finding {
  const { Text = "", Url = "" } = raw.Remediation?.Recommendation ?? {};
  return {
    id: raw.Id,
    product: raw.ProductName ?? raw.ProductArn.slice(raw.ProductArn.lastIndexOf("/") + 1),
    severity: raw.Severity.Label,
    title: raw.Title,
    description: raw.Description,
    kinds: kindsOf(raw),
    resources: raw.Resources.map(({ Type, Id }) => ({ type: Type, id: Id })),
    region: raw.Region ?? raw.ProductArn.split(":")[3] ?? "",
    accountId: raw.AwsAccountId,
    since: raw.FirstObservedAt ?? raw.CreatedAt,
    remedy: Text,
    remedyUrl: Url,
    open: isOpen(raw, minimum),
  };
}

/** GuardDuty's `TTPs/Discovery/Recon:EC2-Portscan` is known to people by its last part. */
const kindsOf = ({ Compliance, Types, Vulnerabilities, GeneratorId }: z.output<typeof asff>): string[] =>
  [
    Compliance?.SecurityControlId,
    ...Vulnerabilities.map(({ Id }) => Id),
    ...Types.flatMap((type) => [type, type.slice(type.lastIndexOf("/") + 1)]),
    GeneratorId,
  ]
    .filter((kind) => kind !== undefined && kind !== "")
    .map(String);

const isOpen = ({ RecordState, Severity, Types, Workflow, Compliance }: z.output<typeof asff>, minimum: LeastSeverity): boolean =>
  RecordState === "ACTIVE" &&
  (mailedSeverities(minimum).includes(Severity.Label) || Types.some((type) => type.endsWith(alwaysMailed))) &&
  ["NEW", "NOTIFIED"].includes(Workflow?.Status ?? "NEW") &&
  !["PASSED", "NOT_AVAILABLE"].includes(Compliance?.Status ?? "");
