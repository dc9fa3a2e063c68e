import { z } from "zod";

/*
 * The schema of Automation documents, as far as ours go: docs.aws.amazon.com/systems-manager/latest/userguide/
 * documents-schemas-features.html (0.3), automation-actions.html and the page of each action. Unknown keys are errors, as for AWS.
 */

const stepName = z.string().regex(/^\w{1,128}$/);
const target = z.string().regex(/^(Abort|Continue|step:\w+)$/);
const api = { Service: z.string().regex(/^[a-z0-9]+$/), Api: z.string().regex(/^[A-Z]\w+$/) };
const selector = z.string().regex(/^\$(\.\w+|\[\d+\])+$/);
const propertyCheck = z.looseObject({ ...api, PropertySelector: selector, DesiredValues: z.array(z.string()).min(1) });

const common = {
  name: stepName,
  timeoutSeconds: z.int().positive().optional(),
  onFailure: target.optional(),
  onCancel: z
    .string()
    .regex(/^(Abort|step:\w+)$/)
    .optional(),
  nextStep: stepName.optional(),
  isEnd: z.boolean().optional(),
};
const output = z.strictObject({
  Name: z.string().regex(/^\w+$/),
  Selector: selector,
  Type: z.enum(["StringList", "Boolean", "String", "Integer", "MapList", "StringMap"]),
});
const comparisons = { StringEquals: z.string().optional(), StartsWith: z.string().optional(), NumericEquals: z.number().optional() };

const step = z.discriminatedUnion("action", [
  z.strictObject({ ...common, action: z.literal("aws:executeAwsApi"), inputs: z.looseObject(api), outputs: z.array(output).optional() }),
  z.strictObject({ ...common, action: z.literal("aws:assertAwsResourceProperty"), inputs: propertyCheck }),
  z.strictObject({ ...common, action: z.literal("aws:waitForAwsResourceProperty"), inputs: propertyCheck }),
  z.strictObject({
    ...common,
    action: z.literal("aws:runCommand"),
    inputs: z.strictObject({
      DocumentName: z.string(),
      InstanceIds: z.array(z.string()).min(1).optional(),
      Targets: z.array(z.strictObject({ Key: z.string().regex(/^tag:/), Values: z.array(z.string()).length(1) })).optional(),
      Parameters: z.record(z.string(), z.array(z.string()).min(1)),
      MaxErrors: z.string().regex(/^\d+$/).optional(),
      CloudWatchOutputConfig: z.strictObject({ CloudWatchOutputEnabled: z.boolean(), CloudWatchLogGroupName: z.string() }).optional(),
    }),
  }),
  // docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
  z.strictObject({
    ...common,
    action: z.literal("aws:executeScript"),
    inputs: z.strictObject({
      Runtime: z.literal("python3.11"),
      Handler: z.string().regex(/^[a-z_]+$/),
      Script: z.string(),
      InputPayload: z.record(z.string(), z.string()),
    }),
    outputs: z.array(output).optional(),
  }),
  z.strictObject({
    ...common,
    action: z.literal("aws:branch"),
    inputs: z.strictObject({
      Choices: z.array(z.strictObject({ NextStep: stepName, Variable: z.string(), ...comparisons })).min(1),
      Default: stepName.optional(),
    }),
  }),
]);

const parameter = z.strictObject({
  type: z.enum(["String", "StringList", "Boolean", "Integer", "MapList", "StringMap"]),
  description: z.string(),
  default: z.string().optional(),
  allowedValues: z.array(z.string()).optional(),
  allowedPattern: z.string().optional(),
});

/** A document of schema 0.3. */
export const automationSchema = z.strictObject({
  schemaVersion: z.literal("0.3"),
  description: z.string(),
  assumeRole: z.string().startsWith("arn:"),
  parameters: z.record(z.string().regex(/^[A-Za-z]\w*$/), parameter),
  mainSteps: z.array(step).min(1),
  outputs: z.array(z.string().regex(/^\w+\.\w+$/)).optional(),
});

/** A document as AWS would read it. */
export type Automation = z.output<typeof automationSchema>;

/** One of its steps. */
export type AutomationStep = Automation["mainSteps"][number];

/** Where a step can lead: on success (`undefined` is the end), on failure, on cancellation. */
export function waysFrom({ mainSteps }: Automation, current: AutomationStep) {
  const following = mainSteps[mainSteps.indexOf(current) + 1]?.name;
  const stepOf = (way: string | undefined) => (way?.startsWith("step:") ? way.slice("step:".length) : undefined);
  const next = current.isEnd ? undefined : (current.nextStep ?? following);
  const success =
    current.action === "aws:branch" ? [...current.inputs.Choices.map(({ NextStep }) => NextStep), current.inputs.Default ?? next] : [next];
  return {
    success,
    failure: current.onFailure === "Continue" ? next : stepOf(current.onFailure),
    cancel: stepOf(current.onCancel),
  };
}
