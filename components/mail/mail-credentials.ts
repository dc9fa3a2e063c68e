import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link MailCredentials}. */
export interface MailCredentialsArgs {
  readonly keyArn: Input<string>;
  /** Pulumi's protect. */
  readonly protect: boolean;
}

/**
 * A secret for another mail provider's `username` and `password`: an operator sets it, the program never reads it.
 * @see docs/decisions/0051-mail.md
 */
export class MailCredentials extends ComponentResource {
  readonly secretArn: Output<string>;

  constructor(name: string, { keyArn, protect }: MailCredentialsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("MailCredentials"), name, {}, opts);
    const secret = new Secret(
      name,
      { description: "User name and password of the mail provider", kmsKeyId: keyArn, recoveryWindowInDays: 30, tags: nameTag(name) },
      { parent: this, protect },
    );
    this.secretArn = secret.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }
}
