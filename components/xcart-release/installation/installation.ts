import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Output } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../../naming.ts";
import { grant } from "../../role-policy.ts";
import type { ReleasePolicyArgs } from "../policy.ts";
import type { ReleaseBuilder } from "../release-builder.ts";
import { Runbook } from "../runbook.ts";
import { type InstallArgs, installDocument } from "./install-document.ts";
import { installerStatements, installStatements } from "./policy.ts";
import { type InstallationSecret, installationSecrets } from "./secrets.ts";

/** Arguments for {@link Installation}. */
export interface InstallationArgs
  extends Omit<ReleasePolicyArgs, "stack">,
    Pick<InstallArgs, "releasesBucket" | "phpPackages" | "access" | "domain"> {
  readonly builder: ReleaseBuilder;
  /** Secrets that are there: of the database's user for upgrades, and X-Cart's own keys. */
  readonly secretArns: { readonly database: Input<string>; readonly application: Input<string> };
}

/**
 * Installs X-Cart into a new store's empty database: the Automation runbook, and the secrets that an operator sets and reads.
 * @see docs/decisions/0049-a-first-installation.md
 */
export class Installation extends ComponentResource {
  readonly documentName: Output<string>;
  readonly licenceSecretArn: Output<string>;
  readonly administratorSecretArn: Output<string>;

  constructor(name: string, args: InstallationArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Installation"), name, {}, opts);
    const parent = this;
    const { region, accountId, builder } = args;
    const [licence, administrator] = [createSecret("licence"), createSecret("administrator")];
    const secretArns = { ...args.secretArns, licence: licence.arn, administrator: administrator.arn };

    const statements = installerStatements({ ...args, secretArns });
    grant(name, { roleName: builder.roleName, description: "Installs X-Cart", statements }, { parent });
    const runbook = createRunbook();

    this.documentName = runbook.documentName;
    this.licenceSecretArn = licence.arn;
    this.administratorSecretArn = administrator.arn;
    this.registerOutputs({ documentName: this.documentName });

    /** Creates a secret without a value: the operator, or the installation, sets it, and it is in no state. */
    function createSecret(which: InstallationSecret) {
      const { name: part, description } = installationSecrets[which];
      return new Secret(part, { description, kmsKeyId: args.dataKeyArn, recoveryWindowInDays: 7, tags: nameTag(part) }, { parent });
    }

    function createRunbook() {
      return new Runbook(
        "install-release",
        {
          ...{ region, accountId, description: "Installs X-Cart into the store's empty database" },
          statements: installStatements({ ...args, ...builder.arns, stack: getStack() }),
          document: (roleArn) => installDocument({ ...args, ...builder.steps, secretArns, roleArn }),
        },
        { parent },
      );
    }
  }
}
