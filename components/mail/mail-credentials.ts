import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";

/** What {@link MailCredentials} are made of. */
export interface MailCredentialsArgs {
  readonly keyArn: Input<string>;
  /** Pulumi's protect. */
  readonly protect: boolean;
}

/** The place for another provider's `username` and `password`: an operator puts them there, the program never sees them. */
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
