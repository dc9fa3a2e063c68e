import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import {
  asset,
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  jsonStringify,
  type Output,
  output,
} from "@pulumi/pulumi";
import { nodeParameter } from "../../domain/defaults/web.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link NodeFiles}. */
export interface NodeFilesArgs {
  /** The archive of the files: its SHA-256, which is its name, and where it lies, relative to the project's root. */
  readonly archive: Promise<{ readonly sha256: string; readonly path: string }>;
  readonly releasesBucket: Input<string>;
  /** Values for nodes at boot: addresses, ids, where secrets are. Nothing secret. */
  readonly values: Readonly<Record<string, Input<string>>>;
  readonly keyArn: Input<string>;
}

/**
 * The archive of a node's files in the releases bucket, and the SSM parameter with values that AWS decides, both read at boot.
 * @see docs/decisions/0027-boot-and-delivery.md
 */
export class NodeFiles extends ComponentResource {
  /** SHA-256 of the archive. */
  readonly archive: Output<string>;

  constructor(name: string, args: NodeFilesArgs, opts?: ComponentResourceOptions) {
    super(typeToken("NodeFiles"), name, {}, opts);
    const archive = output(args.archive);

    new BucketObjectv2(
      name,
      {
        bucket: args.releasesBucket,
        key: archive.apply(({ sha256 }) => `host/${sha256}.tar.gz`),
        source: archive.apply(({ path }) => new asset.FileAsset(path)),
        contentType: "application/gzip",
        tags: nameTag(name),
      },
      // Nodes of the previous template may still start, and a refresh may roll back to it.
      { parent: this, retainOnDelete: true },
    );
    new Parameter(
      name,
      {
        name: nodeParameter(getStack()),
        description: "What a node is told at boot",
        type: "SecureString",
        keyId: args.keyArn,
        value: jsonStringify({ ...args.values, releasesBucket: args.releasesBucket }),
        tags: nameTag(name),
      },
      { parent: this },
    );

    this.archive = archive.apply(({ sha256 }) => sha256);
    this.registerOutputs({ archive: this.archive });
  }
}
