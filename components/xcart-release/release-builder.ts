import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { mysqlVersion } from "../../domain/defaults/database.ts";
import { databaseCopyTag } from "../../domain/defaults/staff.ts";
import { latestImage, secureMetadata } from "../../domain/defaults/web.ts";
import { parameters } from "../database/parameters.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import { trustEc2 } from "../web/policy.ts";
import { type BuildArgs, buildDocument } from "./build-document.ts";
import type { BuilderSteps } from "./builder-steps.ts";
import { builderStatements, builderTag, buildStatements, type ReleasePolicyArgs } from "./policy.ts";
import { Runbook } from "./runbook.ts";
import { builderUserData } from "./scripts.ts";

/** Arguments for {@link ReleaseBuilder}. */
export interface ReleaseBuilderArgs extends Omit<ReleasePolicyArgs, "stack">, Pick<BuildArgs, "releasesBucket" | "phpPackages" | "access"> {
  /** Size of the builder, such as `m7g.large`. */
  readonly instanceType: string;
  /** Class of the database's copy. */
  readonly databaseClass: string;
  readonly requireTls: boolean;
  /** Subnet of the builder: one of the application's. */
  readonly subnetId: Input<string>;
  readonly securityGroupId: Input<string>;
  readonly dataSubnetIds: readonly Input<string>[];
  readonly copySecurityGroupId: Input<string>;
  /** Tags of builders and their disks, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
}

/** Every statement is kept in a table, from which the record of an upgrade is made (host/xcart/scenario.php); the copy does not live long. */
const recorded = [
  { name: "general_log", value: "1", applyMethod: "immediate" },
  { name: "log_output", value: "TABLE", applyMethod: "immediate" },
] as const;

/** Minutes after which a builder ends itself: longer than all steps of an execution may take. */
const MAX_LIFE_MINUTES = 300;

/**
 * The environment that builds the next X-Cart release, away from the nodes. Nothing of it runs until its Automation runbook is
 * started.
 * @see docs/decisions/0023-releases-of-xcart.md
 */
export class ReleaseBuilder extends ComponentResource {
  readonly documentName: Output<string>;
  /** The builder's settings for other documents. */
  readonly steps: BuilderSteps;
  /** ARNs that their roles refer to. */
  readonly arns: { readonly launchTemplateArn: Output<string>; readonly builderRoleArn: Output<string> };
  /** The role of its instances. */
  readonly roleName: Output<string>;

  constructor(name: string, args: ReleaseBuilderArgs, opts?: ComponentResourceOptions) {
    super(typeToken("ReleaseBuilder"), name, {}, opts);
    const parent = this;
    const stack = getStack();

    const log = new LogGroup(
      name,
      { name: `/${stack}/releases`, kmsKeyId: args.logKeyArn, retentionInDays: args.logRetentionDays, tags: nameTag(name) },
      { parent },
    );
    const role = createRole();
    const template = createTemplate();
    this.steps = {
      stack,
      launchTemplateId: template.id,
      launchTemplateVersion: interpolate`${template.latestVersion}`,
      logGroupName: log.name,
      copy: describeCopy(),
    };
    this.arns = { launchTemplateArn: template.arn, builderRoleArn: role.arn };
    const { steps, arns } = this;
    const runbook = createRunbook();

    this.documentName = runbook.documentName;
    this.roleName = role.name;
    this.registerOutputs({ documentName: this.documentName });

    function createRole() {
      const description = "Builds releases of X-Cart";
      const role = new Role(
        name,
        { description, assumeRolePolicy: JSON.stringify(trustEc2), maxSessionDuration: 3600, tags: nameTag(name) },
        { parent },
      );
      const statements = builderStatements({ ...args, stack, logGroupArn: log.arn });
      grant(name, { roleName: role.name, description, statements }, { parent });
      return role;
    }

    function createTemplate() {
      const profile = new InstanceProfile(name, { role: role.name, tags: nameTag(name) }, { parent });
      const tags = { ...args.tags, ...databaseCopyTag, Name: builderTag(stack) };
      return new LaunchTemplate(
        name,
        {
          description: "Builds a release, then ends",
          imageId: latestImage,
          instanceType: args.instanceType,
          instanceInitiatedShutdownBehavior: "terminate",
          iamInstanceProfile: { arn: profile.arn },
          metadataOptions: secureMetadata,
          monitoring: { enabled: true },
          ebsOptimized: "true",
          networkInterfaces: [
            {
              associatePublicIpAddress: "false",
              deleteOnTermination: "true",
              subnetId: args.subnetId,
              securityGroups: [args.securityGroupId],
            },
          ],
          blockDeviceMappings: [
            {
              deviceName: "/dev/xvda",
              ebs: { volumeType: "gp3", volumeSize: 50, encrypted: "true", kmsKeyId: args.dataKeyArn, deleteOnTermination: "true" },
            },
          ],
          tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
          userData: Buffer.from(builderUserData(MAX_LIFE_MINUTES)).toString("base64"),
          tags: nameTag(name),
        },
        { parent },
      );
    }

    /** The copy's subnets and parameters have names that the document's role can hold. */
    function describeCopy(): BuildArgs["copy"] {
      const physical = {
        name: `${stack}-copy`,
        description: "Copies of the database, to build releases on",
        tags: nameTag(`${name}-copy`),
      };
      const subnets = new SubnetGroup(`${name}-copy`, { ...physical, subnetIds: [...args.dataSubnetIds] }, { parent });
      const group = new ParameterGroup(
        `${name}-copy`,
        {
          ...physical,
          family: `mysql${mysqlVersion}`,
          parameters: [...parameters(args.requireTls).filter(({ name }) => name !== "log_output"), ...recorded],
        },
        { parent },
      );
      return {
        instanceClass: args.databaseClass,
        subnetGroupName: subnets.name,
        parameterGroupName: group.name,
        securityGroupId: args.copySecurityGroupId,
        keyArn: args.dataKeyArn,
      };
    }

    function createRunbook() {
      const { region, accountId } = args;
      const statements = buildStatements({ ...args, ...arns, stack });
      const document = (roleArn: Output<string>) => buildDocument({ ...args, ...steps, roleArn });
      return new Runbook(
        "build-release",
        { region, accountId, description: "Builds a release of X-Cart", statements, document },
        { parent },
      );
    }
  }
}
