import {
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  type PutParameterCommandInput,
  type SSMClient,
} from "@aws-sdk/client-ssm";

/** An SSM parameter's value, as it was before it was sealed; undefined where there is none. */
export async function readParameter(ssm: SSMClient, Name: string): Promise<string | undefined> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

/** Type and key of a parameter: without them, AWS uses its defaults, among them its own key (API_PutParameter.html). */
export type ParameterKind =
  | Required<Pick<PutParameterCommandInput, "Type" | "KeyId">>
  | Required<Pick<PutParameterCommandInput, "Type" | "DataType">>;

/** Writes a parameter that Pulumi has made. */
export async function writeParameter(ssm: SSMClient, Name: string, Value: string, kind: ParameterKind): Promise<void> {
  await ssm.send(new PutParameterCommand({ ...kind, Name, Value, Overwrite: true }));
}
