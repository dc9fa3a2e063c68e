import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import { ComponentResource, type ComponentResourceOptions, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { nameTag, typeToken } from "../naming.ts";

/** What {@link ApplicationKeys} are made of. */
export interface ApplicationKeysArgs {
  readonly keyArn: Input<string>;
  /** Pulumi's protect. */
  readonly protect: boolean;
}

/**
 * X-Cart's own keys, random at first. A store that moves in writes its former ones over them, in AWS, since its shoppers' passwords are
 * hashed with one: from then on the program leaves them alone.
 */
export class ApplicationKeys extends ComponentResource {
  /** Secret with `appSecret`, `sharedSecretKey`, `authCode`. */
  readonly secretArn: Output<string>;

  constructor(name: string, args: ApplicationKeysArgs, opts?: ComponentResourceOptions) {
    super(typeToken("ApplicationKeys"), name, {}, opts);
    const random = (part: string, length: number) =>
      new RandomPassword(`${name}-${part}`, { length, special: false }, { parent: this }).result;

    const secret = new Secret(
      name,
      { description: "X-Cart's own keys", kmsKeyId: args.keyArn, recoveryWindowInDays: 30, tags: nameTag(name) },
      { parent: this, protect: args.protect },
    );
    const value = { appSecret: random("app", 64), sharedSecretKey: random("shared", 64), authCode: random("auth", 32) };
    new SecretVersion(
      name,
      { secretId: secret.id, secretString: jsonStringify(value) },
      { parent: this, ignoreChanges: ["secretString", "versionStages"] },
    );

    this.secretArn = secret.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }
}
