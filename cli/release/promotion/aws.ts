import { GetParameterCommand, SSMClient, StartAutomationExecutionCommand } from "@aws-sdk/client-ssm";
import type { PinnedRelease } from "../../../domain/contracts/release.ts";
import { stateParameter } from "../../../domain/contracts/store-state.ts";
import type { StoreSettings } from "../../../stacks/settings/resolve/store.ts";
import { awsCalls } from "../../aws/calls.ts";
import { UserError } from "../../offline/faults.ts";

const { ask, tell } = awsCalls({ may: "promote releases" });

/** Name of the document that upgrades a store's database. */
export const promoteDocument = (stack: string): string => `${stack}-promote-release`;

/** Reads the state of the database from the stack's parameter. */
export async function upgradeState({ stack, region }: StoreSettings): Promise<string> {
  const name = stateParameter(stack, "upgrade");
  const found = await ask(`parameter ${name}`, () =>
    new SSMClient({ region }).send(new GetParameterCommand({ Name: name, WithDecryption: true })),
  );
  const value = found?.Parameter?.Value;
  if (value === undefined) throw new UserError(`parameter ${name}: got none, expected the one that \`npx pulumi up -s ${stack}\` makes`);
  return value;
}

/** Arguments of an upgrade: both releases and the record by their contents. */
export interface StartedUpgrade {
  readonly release: PinnedRelease;
  readonly from: PinnedRelease;
  readonly recordSha256: string;
}

/** Starts the upgrade of the store's database; resolves to the execution's id. */
export async function startUpgrade({ stack, region }: StoreSettings, { release, from, recordSha256 }: StartedUpgrade): Promise<string> {
  const DocumentName = promoteDocument(stack);
  const Parameters = {
    ...{ Release: [release.name], Sha256: [release.sha256] },
    ...{ From: [from.name], FromSha256: [from.sha256], RecordSha256: [recordSha256] },
  };
  const { AutomationExecutionId = "" } = await tell(DocumentName, () =>
    new SSMClient({ region }).send(new StartAutomationExecutionCommand({ DocumentName, Parameters })),
  );
  return AutomationExecutionId;
}
