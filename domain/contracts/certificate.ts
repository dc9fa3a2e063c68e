/** One certificate authority, in the order in which they are asked. */
export interface Authority {
  /** The settings' name of it, such as `letsencrypt`; accounts and metrics are kept by it. */
  readonly name: string;
  /** Its ACME directory (RFC 8555 7.1.1). */
  readonly directoryUrl: string;
  /** Profile of its directory's `meta.profiles`, such as `tlsserver`. @default - the authority's own default */
  readonly profile?: string;
  /** Common name of the issuer that the offered chain should end at. @default - the authority's own default */
  readonly preferredChain?: string;
  /** Secret that holds `{"kid": "…", "hmacKey": "…"}` for external account binding (RFC 8555 7.3.4). @default - none is needed */
  readonly eabSecretArn?: string;
  /**
   * The external account binding in ACM that its account is bound by, where the authority is the store's own ACME endpoint there. Such an
   * one has approved the names beforehand: it asks no challenge, and nothing is written to DNS. @default - another authority
   */
  readonly bindingArn?: string;
}

/** The certificate that the function maintains. It is in the event: environment variables hold 4 KiB at most, and names may be a hundred. */
export interface CertificateRequest {
  readonly stack: string;
  /** 1 to 100 names of the zone, also `*.` ones; the first is the subject. */
  readonly domains: readonly string[];
  readonly zoneId: string;
  /**
   * Records that `_acme-challenge` CNAMEs lead to in other hosted zones of the account, and those zones; where a CNAME leads elsewhere
   * than here or into `zoneId`, the role may not write. @default - none
   */
  readonly delegations?: readonly { readonly record: string; readonly zoneId: string }[];
  /** The certificate in ACM that is imported over. */
  readonly certificateArn: string;
  /** The function's own secret: account keys, pending key, what renewal information said. */
  readonly secretArn: string;
  readonly keyType: "ecdsa-p256" | "rsa-2048";
  readonly authorities: readonly Authority[];
  /** Days, both included and in UTC, that hold back what is not urgent. */
  readonly freezes: readonly { readonly from: string; readonly to: string }[];
  /** Email addresses that the authorities may write to. */
  readonly contacts: readonly string[];
  /**
   * `accounts`: only registers with the authorities, so that CAA names them before anything is ordered; the outcome is `kept`.
   * @default - the whole run
   */
  readonly task?: "accounts";
  /** Whether a failure is thrown, for the schedule and its alarms, or only reported, for `pulumi up`, which goes on without. */
  readonly onFailure: "throw" | "report";
}

/** The outcome: what the function did, and which certificate ACM now holds. Nothing in it is secret: it is an output of the stack. */
export interface CertificateOutcome {
  /** `held`: due, but a freeze holds it back; `failed`: no authority issued one, and the current certificate stays. */
  readonly action: "issued" | "kept" | "held" | "failed";
  /** One sentence of why. */
  readonly why: string;
  readonly certificateArn: string;
  /** Common name of who issued what stands in ACM now; empty if ACM did not answer. */
  readonly issuer: string;
  /** ISO 8601; empty if ACM did not answer. */
  readonly notAfter: string;
  /** Accounts for CAA's `accounturi` (RFC 8657): account URL by the authority's name, of those that answered. */
  readonly accounts: Readonly<Record<string, string>>;
}

/**
 * Metrics that each whole run that does its work itself reports to CloudWatch, by the dimension `stack`. `FractionLeft`: of the certificate's
 * lifetime, 0 to 1, and 0 while the current certificate is the bootstrap one. `Success`: 1, or 0 if the run failed. `Failures`, by `stack` and
 * `authority`: 1 if it was its turn and it did not issue, 0 if it did.
 */
export const certificateMetrics = { fraction: "FractionLeft", success: "Success", failures: "Failures" } as const;
