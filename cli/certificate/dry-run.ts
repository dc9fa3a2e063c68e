import { Route53Client } from "@aws-sdk/client-route-53";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { namesToIssue, toAsk } from "../../components/certificate/plan.ts";
import { dayOf } from "../../domain/calendars/days.ts";
import type { CertificateRequest } from "../../domain/contracts/certificate.ts";
import { knownAuthority } from "../../domain/defaults/authorities.ts";
import { type Rehearsal, rehearse } from "../../functions/certificate/rehearse.ts";
import { resolveAuthorities } from "../../stacks/settings/resolve/certificate.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { UserError } from "../offline/faults.ts";
import { startProgress } from "../preview/progress.ts";
import { report } from "../text/report.ts";
import { asking, zoneIdOf } from "./aws.ts";
import { type DryRunOptions, found, readStore } from "./store.ts";

/** The effects of a renewal of a stack's certificate. */
interface DryRun extends Rehearsal {
  readonly stack: string;
}

/** Runs `store certificate dry-run`; resolves to the exit status: 0, or 1 with a line on stderr. */
export async function dryRun(stack: string, options: DryRunOptions): Promise<number> {
  return await report(options, async () => await tried(stack, options), textOf);
}

async function tried(stack: string, options: DryRunOptions): Promise<DryRun> {
  const settings = readStore(stack, options);
  const { directory } = options;
  if (directory !== undefined && !(URL.canParse(directory) && new URL(directory).protocol === "https:"))
    throw new UserError(`--directory: got ${JSON.stringify(directory)}, expected the https address of an ACME directory`);
  const authorities = authoritiesOnTrial(settings, directory !== undefined);
  const request = requestOf(settings, authorities, await zoneIdOf(settings));
  const progress = startProgress(`ordering a certificate from ${directory ?? authorities[0]?.directoryUrl}`);
  try {
    const { region } = settings;
    const world = {
      route53: new Route53Client({ region, maxAttempts: 6 }),
      secrets: new SecretsManagerClient({ region }),
      print: () => {},
    };
    const rehearsal = await asking(stack, async () => await rehearse(request, { ...(directory && { directoryUrl: directory }), world }));
    return { stack, ...rehearsal };
  } finally {
    progress.stop();
  }
}

/** The authorities that have a directory for trials, or all where a directory is given. */
function authoritiesOnTrial({ stack, certificate }: StoreSettings, given: boolean): CertificateRequest["authorities"] {
  const authorities = resolveAuthorities({ ...certificate, staging: true });
  const usable = authorities.filter(({ name }) => given || knownAuthority(name)?.stagingUrl);
  if (usable.length > 0) return usable.map(toAsk);
  const names = authorities.map(({ name }) => name).join(", ");
  throw new UserError(`${stack}: got no ACME staging directory of ${names}, expected --directory URL`);
}

/** The function's request; a rehearsal reads neither the certificate nor the secret. */
function requestOf(settings: StoreSettings, authorities: CertificateRequest["authorities"], zoneId: string): CertificateRequest {
  const { stack, domain, aliases, certificate, patching, contacts } = settings;
  const { names, delegations, keyType } = certificate;
  return {
    stack,
    domains: namesToIssue([domain, ...aliases, ...names]),
    zoneId,
    delegations,
    certificateArn: "",
    secretArn: "",
    keyType,
    authorities,
    freezes: patching.freeze,
    contacts,
    onFailure: "throw",
  };
}

function textOf({ stack, ...rehearsed }: DryRun): string {
  return found(stack, "would get this certificate; nothing that is in use was changed", [
    ["authority", `${rehearsed.authority}, ${rehearsed.directoryUrl}`],
    ["profile", rehearsed.profile ?? "the authority's own"],
    ["names", [...rehearsed.names].sort().join(", ")],
    ["key", rehearsed.keyType],
    ["records", `${rehearsed.records.join(", ")} (written, and taken away)`],
    ["issuer", rehearsed.issuer],
    ["chain ends", rehearsed.chainEndsAt],
    ["expires", dayOf(rehearsed.notAfter)],
    ["renewed", `${dayOf(rehearsed.renewAt)}, or when the authority says`],
  ]);
}
