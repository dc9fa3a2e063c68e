import { AlternativeContact } from "@pulumi/aws/account/alternativeContact.js";
import { AccountPasswordPolicy } from "@pulumi/aws/iam/accountPasswordPolicy.js";
import { AccountPublicAccessBlock } from "@pulumi/aws/s3/accountPublicAccessBlock.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { contactKinds, passwordPolicy } from "../../domain/defaults/account.ts";
import { privateBucket } from "../../domain/defaults/buckets.ts";
import { typeToken } from "../naming.ts";

/** A person or desk that AWS writes to. */
export interface AlternateContact {
  readonly name: string;
  readonly title: string;
  readonly email: string;
  /** With the country's code, such as `+49 30 1234567`. */
  readonly phone: string;
}

/** Arguments for {@link AccountDefaults}. */
export interface AccountDefaultsArgs {
  readonly accountId: Input<string>;
  /** Whether the rules for passwords are made here. */
  readonly passwords: boolean;
  /** Whether public buckets are blocked here. */
  readonly privateBuckets: boolean;
  /** By kind; AWS writes to the account's owner about the others. */
  readonly alternateContacts: Readonly<Partial<Record<(typeof contactKinds)[number], AlternateContact | undefined>>>;
}

/** Account-wide defaults: the IAM password policy, S3 Block Public Access, and the alternate contacts that AWS writes to. */
export class AccountDefaults extends ComponentResource {
  constructor(name: string, args: AccountDefaultsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("AccountDefaults"), name, {}, opts);
    const parent = this;
    const { accountId, alternateContacts } = args;

    if (args.passwords) new AccountPasswordPolicy(name, { ...passwordPolicy }, { parent });
    if (args.privateBuckets) new AccountPublicAccessBlock(name, { accountId, ...privateBucket }, { parent });
    for (const kind of contactKinds) {
      const contact = alternateContacts[kind];
      if (contact) nameContact(kind, contact);
    }
    this.registerOutputs({});

    function nameContact(kind: string, { name: person, title, email, phone }: AlternateContact) {
      // Without accountId: an account that names itself by its number needs the organization's management account to ask.
      new AlternativeContact(
        `${name}-${kind}`,
        { alternateContactType: kind.toUpperCase(), name: person, title, emailAddress: email, phoneNumber: phone },
        { parent },
      );
    }
  }
}
