import { Document } from "@pulumi/aws/ssm/document.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Output } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { Runbook } from "../xcart-release/runbook.ts";
import { commandDocument, nodeDocument } from "./command-document.ts";
import { commandsForNodes } from "./commands.ts";
import { type MoveFilesArgs, moveFilesDocument, moveFilesStatements } from "./move-files.ts";

/** Arguments for {@link NodeDocuments}. */
export interface NodeDocumentsArgs extends Omit<MoveFilesArgs, "stack"> {
  readonly region: Region;
}

/**
 * Systems Manager documents for what operators run on nodes, one for each task, with validated parameters: no root shell, and every
 * run is logged.
 * @see docs/decisions/0050-what-runs-on-nodes.md
 */
export class NodeDocuments extends ComponentResource {
  /** The document that moves restored files. */
  readonly moveFiles: Output<string>;

  constructor(name: string, args: NodeDocumentsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("NodeDocuments"), name, {}, opts);
    const parent = this;
    const of: MoveFilesArgs = { ...args, stack: getStack() };

    for (const command of commandsForNodes) create(command);
    this.moveFiles = createMoveFiles().documentName;
    this.registerOutputs({ moveFiles: this.moveFiles });

    function create(command: (typeof commandsForNodes)[number]) {
      new Document(
        `${name}-${command.name}`,
        {
          name: nodeDocument(getStack(), command.name),
          documentType: "Command",
          documentFormat: "JSON",
          targetType: "/AWS::EC2::Instance",
          content: JSON.stringify(commandDocument(command)),
          tags: nameTag(command.name),
        },
        { parent },
      );
    }

    function createMoveFiles() {
      return new Runbook(
        "move-files",
        {
          region: args.region,
          accountId: args.accountId,
          description: "Moves restored files",
          statements: moveFilesStatements(of),
          document: (roleArn) => moveFilesDocument(of, roleArn),
        },
        { parent },
      );
    }
  }
}
