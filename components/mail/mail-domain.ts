import { Record as DnsRecord } from "@pulumi/aws/route53/record.js";
import { EmailIdentity } from "@pulumi/aws/sesv2/emailIdentity.js";
import { EmailIdentityMailFromAttributes } from "@pulumi/aws/sesv2/emailIdentityMailFromAttributes.js";
import { all, ComponentResource, type ComponentResourceOptions, type Input, type Output, output } from "@pulumi/pulumi";
import { mailFromDomain, signingKeyLength } from "../../domain/defaults/mail.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { type Dmarc, knownRecords, type MailRecord, signingRecord } from "./plan.ts";

/** Arguments for {@link MailDomain}. */
export interface MailDomainArgs {
  readonly region: Region;
  readonly domain: string;
  readonly configurationSetName: Input<string>;
  readonly dmarc: Dmarc;
  /** The zone that the domain's names are in. @default - not one that the stack knows: its owner adds the records */
  readonly zoneId?: Input<string> | undefined;
  /** Pulumi's protect: without its identity, no mail is sent. */
  readonly protect: boolean;
}

/**
 * An SES domain identity with DKIM, a custom MAIL FROM domain, SPF and DMARC records.
 * @see docs/decisions/0051-mail.md
 */
export class MailDomain extends ComponentResource {
  /** Every record that the domain needs. */
  readonly records: Output<MailRecord[]>;
  readonly identityArn: Output<string>;

  constructor(name: string, args: MailDomainArgs, opts?: ComponentResourceOptions) {
    super(typeToken("MailDomain"), name, {}, opts);
    const parent = this;
    const { region, domain } = args;

    const identity = new EmailIdentity(
      name,
      {
        emailIdentity: domain,
        configurationSetName: args.configurationSetName,
        dkimSigningAttributes: { nextSigningKeyLength: signingKeyLength },
        tags: nameTag(name),
      },
      { parent, protect: args.protect },
    );
    new EmailIdentityMailFromAttributes(
      name,
      // Until the records are there, emails go out with SES's own name: better than none.
      { emailIdentity: identity.emailIdentity, mailFromDomain: mailFromDomain(domain), behaviorOnMxFailure: "USE_DEFAULT_VALUE" },
      { parent },
    );
    const known = knownRecords(domain, region, args.dmarc);
    // With what only AWS says: of the keys, a preview knows the length that was asked for, and would take the rest for not there.
    const made = all([identity.dkimSigningAttributes, identity.identityType]);
    const signing = [0, 1, 2].map((n) => made.apply(([keys]) => signingRecord(tokenOf(keys, n), domain, region)));
    if (args.zoneId !== undefined) write(args.zoneId);

    this.records = output([...signing, ...known]);
    this.identityArn = identity.arn;
    this.registerOutputs({ records: this.records });

    function write(zoneId: Input<string>) {
      for (const { name: at, type, value } of known)
        new DnsRecord(`${name}-${at}-${type}`, { zoneId, name: at, type, ttl: 3600, records: [value] }, { parent });
      signing.forEach((record, n) => {
        const { name: at, value } = record;
        new DnsRecord(`${name}-dkim-${n + 1}`, { zoneId, name: at, type: "CNAME", ttl: 3600, records: [value] }, { parent });
      });
    }
  }
}

/** The name of one of the three keys. Throws where SES has given none: its record could not be found. */
function tokenOf({ tokens }: { readonly tokens?: readonly string[] }, n: number): string {
  const token = tokens?.[n];
  if (token === undefined) throw new Error(`SES gave ${tokens?.length ?? 0} signing keys, expected 3`);
  return token;
}
