import { GetParameterCommand, SSMClient, StartAutomationExecutionCommand } from "@aws-sdk/client-ssm";
import { stateParameter } from "../../../domain/contracts/store-state.ts";
import type { StoreSettings } from "../../../stacks/settings/resolve/store.ts";
import { awsCalls } from "../../aws/calls.ts";
import { UserError } from "../../offline/faults.ts";

const { ask, tell } = awsCalls({ may: "promote releases" });

/** Name of the document that upgrades a store's database. */
export const promoteDocument = (stack: string): string => `${stack}-promote-release`;

/** What the stack's parameter says of the database. */
export async function upgradeState({ stack, region }: StoreSettings): Promise<string> {
  const name = stateParameter(stack, "upgrade");
  const found = await ask(`parameter ${name}`, () =>
    new SSMClient({ region }).send(new GetParameterCommand({ Name: name, WithDecryption: true })),
  );
  const value = found?.Parameter?.Value;
  if (value === undefined) throw new UserError(`parameter ${name}: got none, expected the one that \`npx pulumi up -s ${stack}\` makes`);
  return value;
}

/** Starts the upgrade of the store's database; resolves to the execution's id. */
export async function startUpgrade({ stack, region }: StoreSettings, release: string, from: string): Promise<string> {
  const DocumentName = promoteDocument(stack);
  const { AutomationExecutionId = "" } = await tell(DocumentName, () =>
    new SSMClient({ region }).send(new StartAutomationExecutionCommand({ DocumentName, Parameters: { Release: [release], From: [from] } })),
  );
  return AutomationExecutionId;
}
