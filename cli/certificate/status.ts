import {
  ACMClient,
  GetCertificateCommand,
  type KeyAlgorithm,
  ListTagsForCertificateCommand,
  paginateListCertificates,
} from "@aws-sdk/client-acm";
import { byWildcard, namesToIssue } from "../../components/certificate/plan.ts";
import { dayOf } from "../../domain/calendars/days.ts";
import { dueAt } from "../../functions/certificate/due.ts";
import { fractionLeft, type Leaf, readLeaf } from "../../functions/certificate/leaf.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { UserError } from "../offline/faults.ts";
import { busy } from "../preview/progress.ts";
import { report } from "../text/report.ts";
import { screenOf } from "../text/screen.ts";
import { asking } from "./aws.ts";
import { type CertificateOptions, found, readStore } from "./store.ts";

/** The certificate that ACM holds for a stack. */
interface Status {
  readonly stack: string;
  readonly certificateArn: string;
  /** Whether it is still the self-signed one, which browsers refuse. */
  readonly bootstrap: boolean;
  readonly issuer: string;
  readonly names: readonly string[];
  /** Names of the settings that it is not for. */
  readonly missing: readonly string[];
  readonly keyType?: string;
  readonly notAfter: Date;
  /** Part of its life that is left, 0 to 1. */
  readonly fractionLeft: number;
  /** The day of renewal if its authority says nothing else. */
  readonly dueAt: Date;
}

/** ACM lists certificates with RSA keys only, unless it is asked for others. */
const keyTypes: KeyAlgorithm[] = ["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"];

/** Runs `store certificate status`; resolves to the exit status: 0, or 1 with a line on stderr. */
export async function status(stack: string, options: CertificateOptions): Promise<number> {
  return await report(options, async () => await busy(`asking AWS about ${stack}`, () => look(readStore(stack, options))), textOf);
}

async function look(settings: StoreSettings): Promise<Status> {
  const { stack, region, domain, aliases, certificate } = settings;
  const acm = new ACMClient({ region });
  const wished = namesToIssue([domain, ...aliases, ...certificate.names]);
  return await asking(stack, async () => {
    const certificateArn = await arnOf(acm, stack);
    const { Certificate = "" } = await acm.send(new GetCertificateCommand({ CertificateArn: certificateArn }));
    const leaf = readLeaf(Certificate);
    return { stack, certificateArn, ...facts(leaf, wished) };
  });
}

/** The certificate that bears the stack's name: its ARN is an output of the stack, which only a Pulumi login may read. */
async function arnOf(acm: ACMClient, stack: string): Promise<string> {
  const name = `${stack}-certificate`;
  for await (const { CertificateSummaryList = [] } of paginateListCertificates({ client: acm }, { Includes: { keyTypes } })) {
    for (const { CertificateArn, Type } of CertificateSummaryList) {
      if (Type === "AMAZON_ISSUED") continue;
      const { Tags = [] } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
      if (CertificateArn && Tags.some(({ Key, Value }) => Key === "Name" && Value === name)) return CertificateArn;
    }
  }
  throw new UserError(`${stack}: got no certificate named ${name} in this account and Region, expected one: deploy the stack first`);
}

function facts(leaf: Leaf, wished: readonly string[]): Omit<Status, "stack" | "certificateArn"> {
  const { issuer, names, keyType, notAfter, selfSigned } = leaf;
  return {
    bootstrap: selfSigned,
    issuer,
    names,
    missing: wished.filter((name) => !(names.includes(name) || byWildcard(name, names))),
    ...(keyType && { keyType }),
    notAfter,
    fractionLeft: fractionLeft(leaf, new Date()),
    dueAt: dueAt(leaf, {}),
  };
}

function textOf({ stack, ...status }: Status): string {
  const { colors } = screenOf();
  return found(stack, status.certificateArn, [
    [
      "issuer",
      status.bootstrap ? { text: "none: still the self-signed certificate, which browsers refuse", paint: colors.red } : status.issuer,
    ],
    ["names", [...status.names].sort().join(", ")],
    ["missing", status.missing.length === 0 ? undefined : { text: status.missing.join(", "), paint: colors.yellow }],
    ["key", status.keyType],
    ["expires", dayOf(status.notAfter)],
    ["life left", status.bootstrap ? undefined : `${(100 * status.fractionLeft).toFixed(0)} %`],
    ["due", status.bootstrap ? "now" : `${dayOf(status.dueAt)}, or when the authority says`],
  ]);
}
