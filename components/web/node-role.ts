import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import { trustEc2 } from "./policy.ts";

/** The nodes' IAM role and instance profile. Its policies are attached later, since other resources' policies name the role. */
export class NodeRole extends ComponentResource {
  readonly roleName: Output<string>;
  readonly roleArn: Output<string>;
  readonly profileArn: Output<string>;

  constructor(name: string, opts?: ComponentResourceOptions) {
    super(typeToken("NodeRole"), name, {}, opts);

    const role = new Role(
      name,
      { description: "A store's nodes", assumeRolePolicy: JSON.stringify(trustEc2), maxSessionDuration: 3600, tags: nameTag(name) },
      { parent: this },
    );
    const profile = new InstanceProfile(name, { role: role.name, tags: nameTag(name) }, { parent: this });

    this.roleName = role.name;
    this.roleArn = role.arn;
    this.profileArn = profile.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
