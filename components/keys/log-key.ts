import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { alertPublishers } from "../../domain/defaults/alerts.ts";
import { typeToken } from "../naming.ts";
import { ownKey } from "./own-key.ts";
import { byLogs, byPublishers, type KeyPolicyArgs, keyPolicy, throughServices } from "./policy.ts";

/**
 * A KMS key for an account's log groups, alerts and findings.
 * @see docs/decisions/0006-keys-used-through-services.md
 */
export class LogKey extends ComponentResource {
  readonly keyArn: Output<string>;

  constructor(name: string, args: KeyPolicyArgs, opts?: ComponentResourceOptions) {
    super(typeToken("LogKey"), name, {}, opts);
    const policy = keyPolicy(args, [byLogs(args), ...byPublishers(args, alertPublishers), ...throughServices(args, ["sns", "dynamodb"])]);
    this.keyArn = ownKey(name, { part: name, encrypts: "logs, alerts and findings of the account", policy }, { parent: this }).arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}
