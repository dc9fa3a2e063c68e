import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { jsonStringify, type Resource } from "@pulumi/pulumi";
import { nameTag } from "../naming.ts";
import { trustBackup } from "./policy.ts";

/** A role that AWS Backup takes. */
export interface BackupRoleArgs {
  /** The role's name in AWS. */
  readonly roleName: string;
  readonly description: string;
  /** ARNs of AWS's policies of what it may do. */
  readonly policies: readonly string[];
}

/** A role that AWS Backup takes, and what has to be done before it may anything. */
export function createBackupRole(name: string, { roleName, description, policies }: BackupRoleArgs, parent: Resource) {
  const role = new Role(
    name,
    { name: roleName, description, assumeRolePolicy: jsonStringify(trustBackup), maxSessionDuration: 3600, tags: nameTag(name) },
    { parent },
  );
  const attachments = policies.map(
    (policyArn) => new RolePolicyAttachment(`${name}-${policyArn.split("/").at(-1)}`, { role: role.name, policyArn }, { parent }),
  );
  return { role, attachments };
}
