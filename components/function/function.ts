import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { FunctionEventInvokeConfig } from "@pulumi/aws/lambda/functionEventInvokeConfig.js";
import {
  asset,
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { functionName, type OneAtATime, secureFunction } from "../../domain/defaults/functions.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import { bundle } from "./bundle.ts";
import { inSubnets, trustLambda } from "./policy.ts";

/** Arguments for {@link StoreFunction}. */
export interface StoreFunctionArgs {
  /** Folder under `functions/`; its `handler.ts` exports `handler`. */
  readonly source: string;
  readonly description: string;
  /** The function's permissions, beside writing its log. */
  readonly statements: readonly IamStatement[];
  /** No secrets: they are read by the function itself. */
  readonly environment: Readonly<Record<string, Input<string>>>;
  /** Seconds, 900 at most (Lambda's quota). */
  readonly timeoutSeconds: number;
  /** MiB, 128 to 10240; a function gets a whole processor at 1769. @default 512 */
  readonly memoryMiB?: number;
  /** Protection against two runs at once. @default - it is not: as many run as the account admits */
  readonly oneAtATime?: OneAtATime;
  /** Where it runs, if not outside the VPC. */
  readonly network?: { readonly subnetIds: readonly Input<string>[]; readonly securityGroupIds: readonly Input<string>[] };
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Resources that must exist before the function can do its work. @default - none */
  readonly after?: readonly Resource[];
}

/** A Lambda function with its code, least-privilege role and log group. Named `<stack>-<name>`. */
export class StoreFunction extends ComponentResource {
  readonly functionArn: Output<string>;
  readonly functionName: Output<string>;
  readonly roleArn: Output<string>;
  /** Changes with the code. */
  readonly codeHash: Output<string>;

  constructor(name: string, args: StoreFunctionArgs, opts?: ComponentResourceOptions) {
    super(typeToken("StoreFunction"), name, {}, opts);
    const parent = this;
    const physicalName = functionName(getStack(), name);

    const log = createLog();
    const role = createRole();
    const permissions = permit();
    const lambda = createFunction();
    if (args.oneAtATime === "spaced") leaveFailuresToTheNextCall();

    this.functionArn = lambda.arn;
    this.functionName = lambda.name;
    this.roleArn = role.arn;
    this.codeHash = lambda.codeSha256;
    this.registerOutputs({ functionArn: this.functionArn });

    function createLog() {
      return new LogGroup(
        name,
        { name: `/aws/lambda/${physicalName}`, kmsKeyId: args.logKeyArn, retentionInDays: args.logRetentionDays, tags: nameTag(name) },
        { parent },
      );
    }

    function createRole() {
      return new Role(
        name,
        {
          name: physicalName,
          description: args.description,
          assumeRolePolicy: jsonStringify(trustLambda),
          maxSessionDuration: 3600,
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function permit() {
      const own: IamStatement = {
        Sid: "OwnLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: interpolate`${log.arn}:*`,
      };
      const statements = [own, ...args.statements, ...(args.network ? inSubnets(physicalName) : [])];
      return grant(name, { roleName: role.name, physicalName, description: args.description, statements }, { parent });
    }

    function createFunction() {
      return new LambdaFunction(
        name,
        {
          ...secureFunction,
          name: physicalName,
          description: args.description,
          role: role.arn,
          handler: "index.handler",
          code: new asset.FileArchive(bundle(args.source)),
          timeout: args.timeoutSeconds,
          memorySize: args.memoryMiB ?? 512,
          ...(args.oneAtATime === "reserved" && { reservedConcurrentExecutions: 1 }),
          environment: { variables: args.environment },
          loggingConfig: { logGroup: log.name, logFormat: "JSON", applicationLogLevel: "INFO", systemLogLevel: "WARN" },
          ...(args.network && {
            vpcConfig: { subnetIds: [...args.network.subnetIds], securityGroupIds: [...args.network.securityGroupIds] },
          }),
          tags: nameTag(name),
        },
        // Without its policy its first run would fail.
        { parent, dependsOn: [permissions, log, ...(args.after ?? [])] },
      );
    }

    function leaveFailuresToTheNextCall() {
      new FunctionEventInvokeConfig(name, { functionName: lambda.name, maximumRetryAttempts: 0 }, { parent });
    }
  }
}
