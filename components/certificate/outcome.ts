import type { CertificateOutcome } from "../../domain/contracts/certificate.ts";

/** The certificate's status in the stack's outputs. */
export interface CertificateStatus extends Pick<CertificateOutcome, "why" | "issuer" | "notAfter" | "accounts"> {
  /** The outcome of the run that `pulumi up` asked for; `unknown` if it cannot be read. */
  readonly action: CertificateOutcome["action"] | "unknown";
}

/** Reads what the function answered; what it did not say is empty. */
export function readOutcome(json: string): CertificateStatus {
  const said = fieldsOf(parsed(json));
  const text = (field: string) => (typeof said[field] === "string" ? said[field] : "");
  const accounts = Object.entries(fieldsOf(said.accounts)).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return {
    action: (["issued", "kept", "held", "failed"] as const).find((action) => action === said.action) ?? "unknown",
    why: text("why"),
    issuer: text("issuer"),
    notAfter: text("notAfter"),
    accounts: Object.fromEntries(accounts),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? { ...value } : {});
