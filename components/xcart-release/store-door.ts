import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Output, type Resource } from "@pulumi/pulumi";
import { stateParameter, storeState } from "../../domain/contracts/store-state.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";
import { doorDocument } from "./door-document.ts";
import { doorStatements } from "./promote-policy.ts";
import { Runbook } from "./runbook.ts";

/** Where a {@link StoreDoor} is, and the key of its parameters. */
export interface StoreDoorArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly dataKeyArn: Input<string>;
}

/**
 * Whether the store is open: the SSM parameter that nodes read, and the runbook that changes it.
 * @see docs/decisions/0049-a-first-installation.md
 */
export class StoreDoor extends ComponentResource {
  readonly documentName: Output<string>;
  /** Parameters that nodes read when they boot. */
  readonly parameters: readonly Resource[];

  constructor(name: string, args: StoreDoorArgs, opts?: ComponentResourceOptions) {
    super(typeToken("StoreDoor"), name, {}, opts);
    const parent = this;
    const stack = getStack();
    const descriptions = { door: "Whether shoppers are let in", upgrade: "What becomes of the database" } as const;

    this.parameters = (["door", "upgrade"] as const).map(
      (which) =>
        new Parameter(
          which,
          {
            name: stateParameter(stack, which),
            description: descriptions[which],
            type: "SecureString",
            keyId: args.dataKeyArn,
            value: storeState[which].initial,
            tags: nameTag(which),
          },
          // Documents say what is true; `pulumi up` would open a store that is being upgraded.
          { parent, ignoreChanges: ["value"] },
        ),
    );
    const runbook = new Runbook(
      "close-store",
      {
        ...args,
        description: "Closes the store to shoppers, or opens it",
        statements: doorStatements({ ...args, stack }),
        document: (roleArn) => doorDocument({ stack, roleArn }),
      },
      { parent },
    );

    this.documentName = runbook.documentName;
    this.registerOutputs({ documentName: this.documentName });
  }
}
