import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import { EventSubscription } from "@pulumi/aws/rds/eventSubscription.js";
import { Instance } from "@pulumi/aws/rds/instance.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { mysqlVersion, secureDatabase, storeSchema } from "../../domain/defaults/database.ts";
import { backupTags, nameTag, typeToken } from "../naming.ts";
import { exportedLogs, parameters } from "./parameters.ts";

/** Arguments for {@link Database}. */
export interface DatabaseArgs {
  readonly accountId: Input<string>;
  /** Such as `db.m7g.large`. */
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** Storage grows by itself up to this. */
  readonly maximumStorageGiB: number;
  /** Whether a standby runs in a second zone. */
  readonly multiAz: boolean;
  /** Days that point-in-time restore reaches back at first, 35 at most; the backup plan's number is set by AWS Backup. */
  readonly backupRetentionDays: number;
  /** Daily, UTC, `hh:mm-hh:mm`, until AWS Backup sets its own. */
  readonly backupWindow: string;
  /** Weekly, UTC, `ddd:hh:mm-ddd:hh:mm`. */
  readonly maintenanceWindow: string;
  readonly requireTls: boolean;
  readonly subnetIds: readonly Input<string>[];
  readonly securityGroupId: Input<string>;
  /** Key of data, password and Performance Insights. Changing it replaces the database. */
  readonly keyArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Topic that hears of failovers, failures and changes. */
  readonly alertTopicArn: Input<string>;
  /** Deletion protection in AWS, Pulumi's protect. */
  readonly protect: boolean;
}

/**
 * RDS for MySQL 8.4: encrypted, private, TLS required, its master password managed by RDS, with point-in-time restore.
 * @see docs/decisions/0011-database.md
 */
export class Database extends ComponentResource {
  readonly identifier: Output<string>;
  readonly arn: Output<string>;
  readonly address: Output<string>;
  /** The secret that RDS keeps the master user's password in, and rotates. */
  readonly secretArn: Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Database"), name, {}, opts);
    const parent = this;

    // Known in advance, since the names of its log groups follow from it.
    const identifier = `${getStack()}-${name}`;
    const logGroups = exportedLogs.map(createLogGroup);
    const monitoring = createMonitoringRole();
    const instance = createInstance();
    subscribeToEvents();

    this.identifier = instance.identifier;
    this.arn = instance.arn;
    this.address = instance.address;
    this.secretArn = instance.masterUserSecrets.apply(secretOf);
    this.registerOutputs({ address: this.address, secretArn: this.secretArn });

    function createLogGroup(log: string) {
      return new LogGroup(
        `${name}-${log}`,
        {
          name: `/aws/rds/instance/${identifier}/${log}`,
          kmsKeyId: args.logKeyArn,
          retentionInDays: args.logRetentionDays,
          deletionProtectionEnabled: args.protect,
        },
        { parent },
      );
    }

    function createMonitoringRole() {
      // On behalf of this account only (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html, confused deputy).
      const assumeRolePolicy = jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "monitoring.rds.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": args.accountId } },
          },
        ],
      });
      const role = new Role(
        `${name}-monitoring`,
        { description: "Enhanced monitoring of the database", assumeRolePolicy, tags: nameTag(name) },
        { parent },
      );
      new RolePolicyAttachment(
        `${name}-monitoring`,
        { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole" },
        { parent },
      );
      return role;
    }

    function createInstance() {
      const subnets = new SubnetGroup(name, { description: "Data tier", subnetIds: [...args.subnetIds], tags: nameTag(name) }, { parent });
      const group = new ParameterGroup(
        name,
        { family: `mysql${mysqlVersion}`, description: "MySQL for X-Cart", parameters: parameters(args.requireTls), tags: nameTag(name) },
        { parent },
      );
      return new Instance(
        name,
        {
          ...secureDatabase,
          identifier,
          engine: "mysql",
          engineVersion: mysqlVersion,
          instanceClass: args.instanceClass,
          dbName: storeSchema.name,
          username: "xcart_admin",
          masterUserSecretKmsKeyId: args.keyArn,
          allocatedStorage: args.storageGiB,
          maxAllocatedStorage: args.maximumStorageGiB,
          kmsKeyId: args.keyArn,
          performanceInsightsKmsKeyId: args.keyArn,
          multiAz: args.multiAz,
          dbSubnetGroupName: subnets.name,
          vpcSecurityGroupIds: [args.securityGroupId],
          parameterGroupName: group.name,
          backupRetentionPeriod: args.backupRetentionDays,
          backupWindow: args.backupWindow,
          maintenanceWindow: args.maintenanceWindow,
          enabledCloudwatchLogsExports: [...exportedLogs],
          monitoringRoleArn: monitoring.arn,
          deletionProtection: args.protect,
          finalSnapshotIdentifier: `${identifier}-final`,
          tags: { ...nameTag(name), ...backupTags() },
        },
        // Storage grows by itself; a smaller number in the settings must not try to shrink it. AWS Backup, whose continuous backups
        // these are, sets retention and window, and RDS then refuses them from any other caller.
        {
          parent,
          protect: args.protect,
          dependsOn: logGroups,
          ignoreChanges: ["allocatedStorage", "backupRetentionPeriod", "backupWindow"],
        },
      );
    }

    function subscribeToEvents() {
      const topic = { snsTopic: args.alertTopicArn, tags: nameTag(name) };
      new EventSubscription(
        `${name}-instance`,
        {
          ...topic,
          sourceType: "db-instance",
          sourceIds: [instance.identifier],
          eventCategories: [
            "availability",
            "configuration change",
            "deletion",
            "failover",
            "failure",
            "low storage",
            "maintenance",
            "recovery",
            "security patching",
          ],
        },
        { parent },
      );
      new EventSubscription(
        `${name}-parameters`,
        { ...topic, sourceType: "db-parameter-group", eventCategories: ["configuration change"] },
        { parent },
      );
      new EventSubscription(
        `${name}-groups`,
        { ...topic, sourceType: "db-security-group", eventCategories: ["configuration change", "failure"] },
        { parent },
      );
    }
  }
}

/** RDS answers with one secret; a state that was imported before it had one has none. */
function secretOf(secrets: readonly { readonly secretArn: string }[] | undefined): string {
  return secrets?.[0]?.secretArn ?? "";
}
