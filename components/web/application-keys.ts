import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import { ComponentResource, type ComponentResourceOptions, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { PrivateKey } from "@pulumi/tls/privateKey.js";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link ApplicationKeys}. */
export interface ApplicationKeysArgs {
  readonly keyArn: Input<string>;
  /** Pulumi's protect. */
  readonly protect: boolean;
}

/**
 * Secrets with X-Cart's own keys, random at first. A migrated store overwrites them in AWS with its previous ones, since passwords are
 * hashed with them; the program leaves them alone from then on. So a new key gets its own secret: nothing is added to an existing one.
 * @see docs/decisions/0027-boot-and-delivery.md
 */
export class ApplicationKeys extends ComponentResource {
  /** Secret with `appSecret`, `sharedSecretKey`, `authCode`. */
  readonly secretArn: Output<string>;
  /** Secret with `privateKey`, which X-Cart's API signs its tokens with: an RSA key as PEM; with `passphrase` where that has one. */
  readonly apiSecretArn: Output<string>;

  constructor(name: string, args: ApplicationKeysArgs, opts?: ComponentResourceOptions) {
    super(typeToken("ApplicationKeys"), name, {}, opts);
    const random = (part: string, length: number) =>
      new RandomPassword(`${name}-${part}`, { length, special: false }, { parent: this }).result;

    const value = { appSecret: random("app", 64), sharedSecretKey: random("shared", 64), authCode: random("auth", 32) };
    this.secretArn = this.secret(name, "X-Cart's own keys", value, args);
    const { privateKeyPem } = new PrivateKey(`${name}-api`, { algorithm: "RSA", rsaBits: 3072 }, { parent: this });
    this.apiSecretArn = this.secret(`${name}-api`, "Key of X-Cart's API", { privateKey: privateKeyPem }, args);
    this.registerOutputs({ secretArn: this.secretArn, apiSecretArn: this.apiSecretArn });
  }

  /** A secret with a first value. */
  private secret(name: string, description: string, value: Readonly<Record<string, Output<string>>>, args: ApplicationKeysArgs) {
    const secret = new Secret(
      name,
      { description, kmsKeyId: args.keyArn, recoveryWindowInDays: 30, tags: nameTag(name) },
      { parent: this, protect: args.protect },
    );
    new SecretVersion(
      name,
      { secretId: secret.id, secretString: jsonStringify(value) },
      { parent: this, ignoreChanges: ["secretString", "versionStages"] },
    );
    return secret.arn;
  }
}
