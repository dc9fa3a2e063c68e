import { Policy } from "@pulumi/aws/iam/policy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { type ComponentResourceOptions, type Input, jsonStringify } from "@pulumi/pulumi";
import type { IamStatement } from "../domain/iam/statement.ts";
import { nameTag } from "./naming.ts";

/** Arguments for {@link grant}. */
export interface Grant {
  readonly roleName: Input<string>;
  /** The policy's name, where something has to know it in advance. @default - Pulumi makes one */
  readonly physicalName?: string;
  readonly description: string;
  readonly statements: readonly IamStatement[];
}

/** Gives a role a policy of its own; what acts by the role comes after the attachment that is returned. */
export function grant(
  name: string,
  { roleName, physicalName, description, statements }: Grant,
  opts: Pick<ComponentResourceOptions, "parent">,
): RolePolicyAttachment {
  const policy = new Policy(
    name,
    {
      ...(physicalName !== undefined && { name: physicalName }),
      description,
      policy: jsonStringify({ Version: "2012-10-17", Statement: statements }),
      tags: nameTag(name),
    },
    opts,
  );
  return new RolePolicyAttachment(name, { role: roleName, policyArn: policy.arn }, opts);
}
