import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LogDeliveryConfiguration } from "@pulumi/aws/cognito/logDeliveryConfiguration.js";
import { ManagedLoginBranding } from "@pulumi/aws/cognito/managedLoginBranding.js";
import { UserPool } from "@pulumi/aws/cognito/userPool.js";
import { UserPoolClient } from "@pulumi/aws/cognito/userPoolClient.js";
import { UserPoolDomain } from "@pulumi/aws/cognito/userPoolDomain.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { secureUserPool, secureUserPoolClient, signInLimits } from "../../domain/defaults/admin-sign-in.ts";
import { callbackUrls } from "../../domain/firewall/sign-in-plan.ts";
import { nameTag, typeToken } from "../naming.ts";
import { invitation } from "./plan.ts";
import { configureRisk } from "./risk-configuration.ts";
import { type StaffMember, StaffUsers } from "./staff-users.ts";

/** Arguments for {@link AdminSignIn}. */
export interface AdminSignInArgs {
  readonly accountId: Input<string>;
  /** Names by which the administration is reached; the first stands in invitations. */
  readonly hosts: readonly string[];
  readonly staff: readonly StaffMember[];
  /** Duration of a sign-in, at the load balancer. */
  readonly sessionMinutes: number;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Deletion protection in AWS, Pulumi's protect. */
  readonly protect: boolean;
}

/**
 * A Cognito user pool, with a required second factor, in which the shop's staff sign in before they reach X-Cart's administration.
 * @see docs/decisions/0033-admin-sign-in.md
 */
export class AdminSignIn extends ComponentResource {
  readonly userPoolId: Output<string>;
  readonly userPoolArn: Output<string>;
  readonly clientId: Output<string>;
  /** The first label of the pages' name, `<label>.auth.<region>.amazoncognito.com`. */
  readonly domain: Output<string>;
  readonly logGroupName: Output<string>;

  constructor(name: string, args: AdminSignInArgs, opts?: ComponentResourceOptions) {
    super(typeToken("AdminSignIn"), name, {}, opts);
    const parent = this;

    const pool = createPool();
    const userPoolId = pool.id;
    configureRisk(name, userPoolId, parent);
    const client = createClient();
    const domain = createPages();
    new StaffUsers(`${name}-staff`, { userPoolId, staff: args.staff }, { parent });
    const log = createLog();

    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.clientId = client.id;
    this.domain = domain.domain;
    this.logGroupName = log.name;
    this.registerOutputs({ userPoolId: this.userPoolId });

    function createPool() {
      return new UserPool(
        name,
        {
          ...secureUserPool,
          name: `${getStack()}-staff`,
          adminCreateUserConfig: { allowAdminCreateUserOnly: true, inviteMessageTemplate: invitation(getStack(), args) },
          deletionProtection: args.protect ? "ACTIVE" : "INACTIVE",
          tags: nameTag(name),
        },
        { parent, protect: args.protect },
      );
    }

    function createClient() {
      return new UserPoolClient(
        name,
        {
          ...secureUserPoolClient,
          name: "load-balancer",
          userPoolId,
          callbackUrls: callbackUrls(args.hosts),
          refreshTokenValidity: Math.max(signInLimits.minRefresh, args.sessionMinutes),
        },
        { parent },
      );
    }

    // Managed login, version 2, shows nothing without a style: Cognito's own.
    function createPages() {
      new ManagedLoginBranding(name, { userPoolId, clientId: client.id, useCognitoProvidedValues: true }, { parent });
      return new UserPoolDomain(
        name,
        { userPoolId, domain: interpolate`${getStack()}-staff-${args.accountId}`, managedLoginVersion: 2 },
        { parent },
      );
    }

    // A name of this kind keeps AWS's own statement for it out of the Region's ten log policies
    // (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html).
    function createLog() {
      const group = new LogGroup(
        name,
        {
          name: `/aws/vendedlogs/${getStack()}-${name}`,
          kmsKeyId: args.logKeyArn,
          retentionInDays: args.logRetentionDays,
          deletionProtectionEnabled: args.protect,
          tags: nameTag(name),
        },
        { parent },
      );
      const to = { cloudWatchLogsConfiguration: { logGroupArn: group.arn } };
      const logConfigurations = [
        { ...to, eventSource: "userAuthEvents", logLevel: "INFO" },
        { ...to, eventSource: "userNotification", logLevel: "ERROR" },
      ];
      new LogDeliveryConfiguration(name, { userPoolId, logConfigurations }, { parent });
      return group;
    }
  }
}
