import { Role } from "@pulumi/aws/iam/role.js";
import { Document } from "@pulumi/aws/ssm/document.js";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getStack,
  type Input,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";
import { nameTag, typeToken } from "../naming.ts";
import { grant } from "../role-policy.ts";
import type { AutomationDocument } from "./automation.ts";

/** Arguments for {@link Runbook}. */
export interface RunbookArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly description: string;
  /** Permissions of its executions. */
  readonly statements: readonly IamStatement[];
  /** The document, given the role that it runs as. */
  readonly document: (roleArn: Output<string>) => AutomationDocument;
}

/** An SSM Automation runbook and the role of its executions, both named `<stack>-<name>`. */
export class Runbook extends ComponentResource {
  readonly documentName: Output<string>;

  constructor(name: string, args: RunbookArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Runbook"), name, {}, opts);
    const parent = this;
    const { region, accountId, description } = args;
    const physicalName = `${getStack()}-${name}`;

    const role = createRole();
    const permission = permit();
    const document = new Document(
      name,
      {
        name: physicalName,
        documentType: "Automation",
        documentFormat: "JSON",
        content: jsonStringify(args.document(role.arn)),
        tags: nameTag(name),
      },
      { parent, dependsOn: [permission] },
    );

    this.documentName = document.name;
    this.registerOutputs({ documentName: this.documentName });

    function createRole() {
      const trust = {
        Effect: "Allow",
        Principal: { Service: "ssm.amazonaws.com" },
        Action: "sts:AssumeRole",
        // docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html: against a confused deputy.
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": interpolate`arn:aws:ssm:${region}:${accountId}:automation-execution/*` },
        },
      };
      const assumeRolePolicy = jsonStringify({ Version: "2012-10-17", Statement: [trust] });
      return new Role(
        name,
        { name: physicalName, description, assumeRolePolicy, maxSessionDuration: 3600, tags: nameTag(name) },
        { parent },
      );
    }

    function permit() {
      return grant(name, { roleName: role.name, physicalName, description, statements: args.statements }, { parent });
    }
  }
}
