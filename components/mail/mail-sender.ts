import { Role } from "@pulumi/aws/iam/role.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import { type SendingArgs, sendingStatements, trustNodes } from "./policy.ts";

/** Arguments for {@link MailSender}. */
export interface MailSenderArgs extends Omit<SendingArgs, "stack"> {
  readonly nodeRoleArn: Input<string>;
}

/**
 * An IAM role for the nodes' mail process, which may only send mail for the store's domain.
 * @see docs/decisions/0051-mail.md
 */
export class MailSender extends ComponentResource {
  readonly roleArn: Output<string>;

  constructor(name: string, args: MailSenderArgs, opts?: ComponentResourceOptions) {
    super(typeToken("MailSender"), name, {}, opts);

    const role = new Role(
      name,
      {
        description: "Sends the store's mail",
        assumeRolePolicy: jsonStringify(trustNodes(args.nodeRoleArn)),
        maxSessionDuration: 3600,
        tags: nameTag(name),
      },
      { parent: this },
    );
    const statements = sendingStatements({ ...args, stack: getStack() });
    grant(name, { roleName: role.name, description: "Sends mail from the store's domain", statements }, { parent: this });

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
