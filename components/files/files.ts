import { AccessPoint } from "@pulumi/aws/efs/accessPoint.js";
import { FileSystem } from "@pulumi/aws/efs/fileSystem.js";
import { FileSystemPolicy } from "@pulumi/aws/efs/fileSystemPolicy.js";
import { MountTarget } from "@pulumi/aws/efs/mountTarget.js";
import { ComponentResource, type ComponentResourceOptions, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { sharedOwner } from "../../domain/defaults/files.ts";
import { backupTags, nameTag, typeToken } from "../naming.ts";
import type { NetworkSubnet } from "../network/network.ts";
import { filesPolicy } from "./files-policy.ts";

/** Arguments for {@link SharedFiles}. */
export interface SharedFilesArgs {
  /** `bursting` lives on credits; `elastic` pays for what is read and written. */
  readonly throughput: "elastic" | "bursting";
  /** One subnet a zone. */
  readonly subnets: readonly NetworkSubnet[];
  readonly securityGroupId: Input<string>;
  /** Role of the nodes, the only one that mounts. */
  readonly nodeRoleArn: Input<string>;
  /** Key of the files. Changing it replaces the file system. */
  readonly keyArn: Input<string>;
  /** Pulumi's protect. */
  readonly protect: boolean;
}

/** An EFS file system for what nodes share: images, files, parts of `var`. TLS and IAM only, through one access point. */
export class SharedFiles extends ComponentResource {
  readonly fileSystemId: Output<string>;
  readonly fileSystemArn: Output<string>;
  readonly accessPointId: Output<string>;
  readonly accessPointArn: Output<string>;

  constructor(name: string, args: SharedFilesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("SharedFiles"), name, {}, opts);
    const parent = this;

    const fileSystem = createFileSystem();
    const accessPoint = createAccessPoint();
    admitNodes();
    for (const subnet of args.subnets) {
      new MountTarget(
        `${name}-${subnet.zone + 1}`,
        { fileSystemId: fileSystem.id, subnetId: subnet.id, securityGroups: [args.securityGroupId] },
        { parent },
      );
    }

    this.fileSystemId = fileSystem.id;
    this.fileSystemArn = fileSystem.arn;
    this.accessPointId = accessPoint.id;
    this.accessPointArn = accessPoint.arn;
    this.registerOutputs({ fileSystemId: this.fileSystemId, accessPointId: this.accessPointId });

    function createFileSystem() {
      return new FileSystem(
        name,
        {
          encrypted: true,
          kmsKeyId: args.keyArn,
          performanceMode: "generalPurpose",
          throughputMode: args.throughput,
          lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }, { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }],
          tags: { ...nameTag(name), ...backupTags() },
        },
        { parent, protect: args.protect },
      );
    }

    function createAccessPoint() {
      const rootDirectory = { path: "/xcart", creationInfo: { ownerUid: sharedOwner.uid, ownerGid: sharedOwner.gid, permissions: "0750" } };
      return new AccessPoint(name, { fileSystemId: fileSystem.id, posixUser: sharedOwner, rootDirectory, tags: nameTag(name) }, { parent });
    }

    function admitNodes() {
      const of = { fileSystemArn: fileSystem.arn, accessPointArn: accessPoint.arn, nodeRoleArn: args.nodeRoleArn };
      const policy = jsonStringify(filesPolicy(of));
      new FileSystemPolicy(name, { fileSystemId: fileSystem.id, policy }, { parent });
    }
  }
}
