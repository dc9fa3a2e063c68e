import type { EvidenceKind } from "../../domain/pci/requirements.ts";

/** The stack whose evidence is located. */
export interface EvidenceOf {
  readonly stack: string;
  /** The account stack's name. @default - none is named: what only it keeps is nowhere */
  readonly account?: string | undefined;
}

/** Places in a store's stack. */
const storePlaces: Partial<Record<EvidenceKind, (stack: string) => string>> = {
  alarms: (stack) => `CloudWatch alarms ${stack}-*`,
  alb: (stack) => `bucket ${stack}-logs-ACCOUNTID, alb/access/`,
  asv: () => "the vendor's reports that pci.asv.scans names",
  backup: (stack) => `backup vault ${stack}-backup`,
  canary: (stack) => `store payment-page status ${stack}, and records/payment-page/${stack}/ in its archive`,
  certificate: (stack) => `store certificate status ${stack}`,
  git: () => "pull requests of this repository, with the report of their policies",
  graph: (stack) => `store check ${stack} --format json`,
  guard: (stack) => `log /aws/lambda/${stack}-login-guard`,
  keys: () => "policies of the stack's KMS keys",
  logins: (stack) => `log /${stack}/logins`,
  signin: (stack) => `adminSignIn.staff in stacks/Pulumi.${stack}.yaml`,
  waf: (stack) => `log aws-waf-logs-${stack}`,
  web: (stack) => `log /${stack}/web`,
};

/** Places in its account. */
const accountPlaces: Partial<Record<EvidenceKind, (account: string, stack: string) => string>> = {
  archive: (account) => `bucket ${account}-log-archive-ACCOUNTID`,
  config: (account) => `conformance pack ${account}-pci in AWS Config`,
  flow: (account) => `flow logs in ${account}-log-archive-ACCOUNTID, AWSLogs/`,
  guardduty: () => "findings of GuardDuty",
  inspector: () => "findings of Amazon Inspector",
  patching: (account, stack) => `${account}-log-archive-ACCOUNTID, records/patching/${stack}/`,
  people: (account) => `staff in stacks/Pulumi.${account}.yaml`,
  restore: (account, stack) => `${account}-log-archive-ACCOUNTID, restore-tests/${stack}/`,
  scans: (account) => `${account}-log-archive-ACCOUNTID, scan-reports/${account}/`,
  securityhub: () => "standard PCI DSS v4.0.1 in Security Hub",
  sessions: (account) => `log /${account}/sessions`,
  state: (account) => `bucket ${account}-pulumi-state-ACCOUNTID`,
  trail: (account) => `log /${account}/trail, and AWSLogs/…/CloudTrail/ in ${account}-log-archive-ACCOUNTID`,
};

/** Places in which an assessor looks; those of an account stack are left out where none is named. */
export function evidencePlaces(kinds: readonly EvidenceKind[], { stack, account }: EvidenceOf): string[] {
  return kinds.flatMap((kind) => {
    const ofAccount = account === undefined ? undefined : accountPlaces[kind]?.(account, stack);
    return ofAccount ?? (stack === account && kind !== "graph" ? [] : (storePlaces[kind]?.(stack) ?? []));
  });
}
