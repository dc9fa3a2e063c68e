import { ComponentResource, type ComponentResourceOptions, type Input, type Output, type Resource } from "@pulumi/pulumi";
import { alertPublishers } from "../../domain/defaults/alerts.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { typeToken } from "../naming.ts";
import { ownKey } from "./own-key.ts";
import { byAutoScaling, byCopies, byLogs, byMalwareScans, byPublishers, type KeyPolicyArgs, keyPolicy, throughServices } from "./policy.ts";

/** Arguments for {@link Keys}. */
export interface KeysArgs extends KeyPolicyArgs {
  /** Auto scaling's service-linked role, which starts nodes with encrypted disks. */
  readonly autoScalingRoleArn: Input<string>;
  /** Resources that must exist before a key policy can name them: that role. */
  readonly after: readonly Resource[];
  /** Account of one's own that copies of backups go to. @default - none */
  readonly copyAccountId?: string | undefined;
}

/** The services that keep a store's data. */
const dataServices = [
  "rds",
  "elasticache",
  "elasticfilesystem",
  "ec2",
  "s3",
  "secretsmanager",
  "ssm",
  "backup",
  "network-firewall",
  "dynamodb",
];

/**
 * Two KMS keys of a store, rotated each year: one for its data, one for its logs and alerts. Protected: without its key, data is lost.
 * @see docs/decisions/0006-keys-used-through-services.md
 */
export class Keys extends ComponentResource {
  /** Encrypts database, cache, files, disks, buckets, tables, secrets and parameters. */
  readonly dataKeyArn: Output<string>;
  /** Encrypts logs and alerts. */
  readonly logKeyArn: Output<string>;

  constructor(name: string, args: KeysArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Keys"), name, {}, opts);
    const parent = this;

    this.dataKeyArn = createKey("data", "what the store holds", [
      ...throughServices(args, dataServices),
      ...byAutoScaling(args.autoScalingRoleArn),
      byMalwareScans(args),
      ...(args.copyAccountId ? byCopies([args.copyAccountId]) : []),
    ]);
    this.logKeyArn = createKey("logs", "logs and alerts of the store", [
      byLogs(args),
      ...byPublishers(args, alertPublishers),
      ...throughServices(args, ["sns"]),
    ]);
    this.registerOutputs({ dataKeyArn: this.dataKeyArn, logKeyArn: this.logKeyArn });

    function createKey(part: string, encrypts: string, statements: readonly IamStatement[]) {
      const policy = keyPolicy(args, statements);
      return ownKey(`${name}-${part}`, { part, encrypts, policy }, { parent, dependsOn: [...args.after] }).arn;
    }
  }
}
