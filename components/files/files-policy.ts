import type { Input } from "@pulumi/pulumi";
import { tlsOnly } from "../../domain/iam/statement.ts";

/** Arguments for a file system's policy. */
export interface FilesPolicyArgs {
  readonly fileSystemArn: Input<string>;
  readonly accessPointArn: Input<string>;
  readonly nodeRoleArn: Input<string>;
}

/** The policy of the shared files: nodes through the access point, by TLS, and `more`. */
export const filesPolicy = ({ fileSystemArn, accessPointArn, nodeRoleArn }: FilesPolicyArgs, more: readonly unknown[] = []) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "NodesThroughTheAccessPoint",
      Effect: "Allow",
      Principal: { AWS: nodeRoleArn },
      Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
      Resource: fileSystemArn,
      Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": accessPointArn } },
    },
    ...more,
    tlsOnly("*", fileSystemArn),
  ],
});

/** Lets nodes in as root, through one access point; while restored files are moved, and not longer. */
export const admitToRoot = ({ fileSystemArn, nodeRoleArn }: FilesPolicyArgs, rootArn: Input<string>) => ({
  Sid: "NodesToTheRoot",
  Effect: "Allow",
  Principal: { AWS: nodeRoleArn },
  Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"],
  Resource: fileSystemArn,
  Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": rootArn } },
});
