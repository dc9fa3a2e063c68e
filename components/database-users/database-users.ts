import { Invocation } from "@pulumi/aws/lambda/invocation.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretRotation } from "@pulumi/aws/secretsmanager/secretRotation.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  jsonStringify,
  type Output,
  type Resource,
  secret,
} from "@pulumi/pulumi";
import { beforeFirstRotation, type DatabaseUsersSettings, expectUsers } from "../../domain/contracts/database-users.ts";
import { storeSchema } from "../../domain/defaults/database.ts";
import { type DatabaseUserName, databaseUserNames, databaseUsers } from "../../domain/defaults/database-users.ts";
import { dataPorts } from "../../domain/defaults/ports.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { StoreFunction } from "../function/function.ts";
import type { InputsOf } from "../function/inputs.ts";
import { FunctionTrigger } from "../function/trigger.ts";
import { nameTag, typeToken } from "../naming.ts";
import { databaseUsersStatements } from "./policy.ts";

/** Arguments for {@link DatabaseUsers}. */
export interface DatabaseUsersArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Topic that hears when calls get lost. */
  readonly topicArn: Input<string>;
  /** The database, and the secret in which RDS keeps its master user. */
  readonly database: { readonly identifier: Input<string>; readonly address: Input<string>; readonly secretArn: Input<string> };
  /** Whether users may come with TLS only. */
  readonly requireTls: boolean;
  /** Days between two changes of a password, 1 to 90. */
  readonly passwordDays: number;
  readonly dataKeyArn: Input<string>;
  readonly logKeyArn: Input<string>;
  readonly logRetentionDays: number;
  /** Where the function runs. */
  readonly subnetIds: readonly Input<string>[];
  readonly securityGroupId: Input<string>;
  /** Resources that the function depends on: its endpoints to AWS. */
  readonly after: readonly Resource[];
}

/** Seconds: a failover of the database in the midst of a step, and who waits for the first rotations. */
const TIMEOUT = 300;

/**
 * Two database users for the store's own programs: their secrets, and the function that creates the users and rotates their passwords.
 * Nodes never hold the master user's password.
 * @see docs/decisions/0047-database-users.md
 */
export class DatabaseUsers extends ComponentResource {
  /** Secrets of the users; what they say is `DatabaseUserSecret` of the contract. */
  readonly secretArns: Readonly<Record<DatabaseUserName, Output<string>>>;
  readonly functionName: Output<string>;
  /** Resource that others depend on to find users that work: `pulumi up` fails where the first rotations do. */
  readonly working: Resource;

  constructor(name: string, args: DatabaseUsersArgs, opts?: ComponentResourceOptions) {
    super(typeToken("DatabaseUsers"), name, {}, opts);
    const parent = this;
    const { topicArn, passwordDays } = args;

    const secrets = { store: createSecret("store"), upgrade: createSecret("upgrade") };
    const secretArns = { store: secrets.store.arn, upgrade: secrets.upgrade.arn };
    const lambda = createFunction();
    const rotations = databaseUserNames.map(rotate);
    const working = expectThem();
    new FunctionTrigger(
      name,
      { topicArn, calls: lambda, description: "Checks that the database's users work", when: { schedule: "rate(1 hour)" } },
      { parent },
    );

    this.secretArns = secretArns;
    this.functionName = lambda.functionName;
    this.working = working;
    this.registerOutputs({ secretArns: this.secretArns });

    function createSecret(user: DatabaseUserName) {
      const { secret: part, description } = databaseUsers[user];
      return new Secret(
        part,
        { description: `Database user. ${description}`, kmsKeyId: args.dataKeyArn, recoveryWindowInDays: 7, tags: nameTag(part) },
        { parent },
      );
    }

    function createFunction() {
      const statements = databaseUsersStatements({ ...args, stack: getStack(), databaseName: args.database.identifier });
      return new StoreFunction(
        name,
        {
          source: "database-users",
          description: "Changes the passwords of the database's users",
          statements,
          environment: { DATABASE_USERS: jsonStringify(settings()) },
          timeoutSeconds: TIMEOUT,
          memoryMiB: 256,
          network: { subnetIds: args.subnetIds, securityGroupIds: [args.securityGroupId] },
          logKeyArn: args.logKeyArn,
          logRetentionDays: args.logRetentionDays,
          after: args.after,
        },
        { parent },
      );
    }

    function settings(): InputsOf<DatabaseUsersSettings> {
      return {
        stack: getStack(),
        host: args.database.address,
        port: dataPorts.database,
        schema: storeSchema.name,
        masterSecretArn: args.database.secretArn,
        secretArns,
        requireTls: args.requireTls,
      };
    }

    /** Secrets Manager begins the first rotation at once, and finds a version that says there is no user yet. */
    function rotate(user: DatabaseUserName) {
      const part = databaseUsers[user].secret;
      const secretId = secrets[user].id;
      const before = new SecretVersion(
        part,
        { secretId, secretString: secret(JSON.stringify(beforeFirstRotation)) },
        { parent, ignoreChanges: ["secretString", "versionStages"] },
      );
      const permission = new Permission(
        part,
        {
          function: lambda.functionName,
          action: "lambda:InvokeFunction",
          principal: "secretsmanager.amazonaws.com",
          // Against a confused deputy; of a source ARN the page says nothing, and a rotation that is refused keeps nodes from starting:
          // docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
          sourceAccount: args.accountId,
        },
        { parent },
      );
      return new SecretRotation(
        part,
        {
          secretId,
          rotationLambdaArn: lambda.functionArn,
          rotateImmediately: true,
          rotationRules: { automaticallyAfterDays: passwordDays },
        },
        { parent, dependsOn: [before, permission] },
      );
    }

    function expectThem() {
      return new Invocation(
        name,
        { functionName: lambda.functionName, input: JSON.stringify(expectUsers), lifecycleScope: "CREATE_ONLY" },
        { parent, dependsOn: rotations },
      );
    }
  }
}
