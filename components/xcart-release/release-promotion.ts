import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Output } from "@pulumi/pulumi";
import { typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import type { ReleasePolicyArgs } from "./policy.ts";
import { type PromoteArgs, promoteDocument } from "./promote-document.ts";
import { promoteStatements, rollbackStatements, upgraderStatements } from "./promote-policy.ts";
import type { ReleaseBuilder } from "./release-builder.ts";
import { rollbackDocument } from "./rollback-document.ts";
import { Runbook } from "./runbook.ts";

/** Arguments for {@link ReleasePromotion}. */
export interface ReleasePromotionArgs
  extends Omit<ReleasePolicyArgs, "stack">,
    Pick<PromoteArgs, "releasesBucket" | "phpPackages" | "access" | "databaseName"> {
  readonly builder: ReleaseBuilder;
  /** The store's own database, and the secret of the user who changes its schema. */
  readonly database: { readonly host: Input<string>; readonly secretArn: Input<string> };
}

/**
 * Upgrades the store's own database to a release, and prepares the rollback.
 * @see docs/decisions/0048-the-database-is-upgraded-by-the-same-scenario.md
 */
export class ReleasePromotion extends ComponentResource {
  readonly promoteDocument: Output<string>;
  readonly takeBackDocument: Output<string>;

  constructor(name: string, args: ReleasePromotionArgs, opts?: ComponentResourceOptions) {
    super(typeToken("ReleasePromotion"), name, {}, opts);
    const parent = this;
    const { region, accountId, builder, database, dataKeyArn } = args;
    const statements = { ...args, ...builder.arns, stack: getStack() };

    grant(
      name,
      {
        roleName: builder.roleName,
        description: "Promotes releases of X-Cart",
        statements: upgraderStatements({ region, secretArn: database.secretArn, dataKeyArn }),
      },
      { parent },
    );
    const promote = new Runbook(
      "promote-release",
      {
        ...{ region, accountId, description: "Upgrades the store's database to a release of X-Cart" },
        statements: promoteStatements(statements),
        document: (roleArn) => promoteDocument({ ...args, ...builder.steps, roleArn }),
      },
      { parent },
    );
    const takeBack = new Runbook(
      "take-back-release",
      {
        ...{ region, accountId, description: "Prepares the rollback of a release of X-Cart" },
        statements: rollbackStatements(statements),
        document: (roleArn) => rollbackDocument({ ...args, ...builder.steps, roleArn }),
      },
      { parent },
    );

    this.promoteDocument = promote.documentName;
    this.takeBackDocument = takeBack.documentName;
    this.registerOutputs({ promoteDocument: this.promoteDocument, takeBackDocument: this.takeBackDocument });
  }
}
