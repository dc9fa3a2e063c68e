import { stateParameter, type storeState } from "../../domain/contracts/store-state.ts";
import type { AutomationStep } from "./automation.ts";

type Which = keyof typeof storeState;

const asked = (stack: string, which: Which) =>
  ({ Service: "ssm", Api: "GetParameter", Name: stateParameter(stack, which), WithDecryption: true }) as const;

/** A step that changes one of the stack's parameters. */
export const putState = (name: string, stack: string, which: Which, value: string, ways: Partial<AutomationStep> = {}): AutomationStep => ({
  name,
  action: "aws:executeAwsApi",
  inputs: {
    Service: "ssm",
    Api: "PutParameter",
    Name: stateParameter(stack, which),
    Value: value,
    Type: "SecureString",
    // Without it, the value would be encrypted again, with AWS's own key.
    KeyId: `alias/${stack}-data`,
    Overwrite: true,
  },
  ...ways,
});

/** A step that fails unless a parameter says one of these. */
export const expectState = (name: string, stack: string, which: Which, values: readonly string[]): AutomationStep => ({
  name,
  action: "aws:assertAwsResourceProperty",
  inputs: { ...asked(stack, which), PropertySelector: "$.Parameter.Value", DesiredValues: values },
  onFailure: "Abort",
});

/** A step whose output `Value` is what a parameter says. */
export const readState = (name: string, stack: string, which: Which): AutomationStep => ({
  name,
  action: "aws:executeAwsApi",
  inputs: asked(stack, which),
  outputs: [{ Name: "Value", Selector: "$.Parameter.Value", Type: "String" }],
});
