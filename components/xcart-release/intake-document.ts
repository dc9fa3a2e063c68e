import { type Input, interpolate } from "@pulumi/pulumi";
import { type AutomationDocument, type AutomationStep, expectRelease, releaseKeys, releaseParameter, sumParameter } from "./automation.ts";

/** Arguments for {@link intakeDocument}. */
export interface IntakeArgs {
  readonly stack: string;
  readonly roleArn: Input<string>;
  readonly releasesBucket: Input<string>;
  /** Bucket of the releases of another stack, staging's, in the same account. */
  readonly sourceBucket: Input<string>;
}

/** Copies a release from staging's bucket, so that production runs the very bytes that staging ran: it is told which. */
export function intakeDocument(args: IntakeArgs): AutomationDocument {
  const { archive, packs, scenario, description } = releaseKeys("{{Release}}");
  return {
    schemaVersion: "0.3",
    description: `Takes a release of X-Cart over for ${args.stack}. What to do: docs/operations/releases.md`,
    assumeRole: args.roleArn,
    parameters: {
      Release: releaseParameter("The release, as it is called in staging"),
      Sha256: sumParameter("its archive, as web.release of staging says"),
    },
    mainSteps: [
      expectRelease("RefuseTakenName", args.releasesBucket, "{{Release}}", false),
      expectRelease("RequireRelease", args.sourceBucket, "{{Release}}", true),
      base64OfSum,
      {
        name: "ExpectArchive",
        action: "aws:assertAwsResourceProperty",
        inputs: {
          ...headOf(archive),
          Bucket: args.sourceBucket,
          PropertySelector: "$.ChecksumSHA256",
          DesiredValues: ["{{Base64OfSum.Sum}}"],
        },
      },
      ...copyTo("Archive", archive, args, "{{Base64OfSum.Sum}}"),
      ...copyIfThere("Packs", packs, args, "LookForScenario"),
      ...copyIfThere("Scenario", scenario, args, "ReadDescription"),
      // Last: a release without its description is not there.
      ...copy("Description", description, args, true),
    ],
  };
}

/** S3 writes checksums otherwise than people and `sha256sum` do. The text that comes in has a pattern. */
const base64OfSum: AutomationStep = {
  name: "Base64OfSum",
  action: "aws:executeScript",
  inputs: {
    Runtime: "python3.11",
    Handler: "encode",
    Script: `import base64
def encode(events, context):
    return {"Sum": base64.b64encode(bytes.fromhex(events["Sha256"])).decode()}
`,
    InputPayload: { Sha256: "{{Sha256}}" },
  },
  outputs: [{ Name: "Sum", Selector: "$.Payload.Sum", Type: "String" }],
};

const headOf = (key: string) => ({ Service: "s3", Api: "HeadObject", Key: key, ChecksumMode: "ENABLED" }) as const;

/** Copies an object that not every release has, else goes on with another step. */
function copyIfThere(part: string, key: string, args: IntakeArgs, otherwise: string): AutomationStep[] {
  return [
    {
      name: `LookFor${part}`,
      action: "aws:executeAwsApi",
      inputs: { Service: "s3", Api: "ListObjectsV2", Bucket: args.sourceBucket, Prefix: key },
      outputs: [{ Name: "Count", Selector: "$.KeyCount", Type: "Integer" }],
    },
    {
      name: `Choose${part}`,
      action: "aws:branch",
      inputs: { Choices: [{ NextStep: `Read${part}`, Variable: `{{LookFor${part}.Count}}`, NumericEquals: 1 }], Default: otherwise },
    },
    ...copy(part, key, args),
  ];
}

/** Copies an object as it is in staging. */
const copy = (part: string, key: string, args: IntakeArgs, last = false): AutomationStep[] => [
  {
    name: `Read${part}`,
    action: "aws:executeAwsApi",
    inputs: { ...headOf(key), Bucket: args.sourceBucket },
    outputs: [{ Name: "Sum", Selector: "$.ChecksumSHA256", Type: "String" }],
  },
  ...copyTo(part, key, args, `{{Read${part}.Sum}}`, last),
];

/**
 * Copies an object where none is yet, and compares what arrived. Its tags are not taken along: GuardDuty gives this bucket's own. An object
 * of more than 5 GB S3 refuses to copy at once.
 */
const copyTo = (part: string, key: string, { sourceBucket, releasesBucket }: IntakeArgs, sum: string, last = false): AutomationStep[] => [
  {
    name: `Copy${part}`,
    action: "aws:executeAwsApi",
    inputs: {
      Service: "s3",
      Api: "CopyObject",
      Bucket: releasesBucket,
      Key: key,
      CopySource: interpolate`${sourceBucket}/${key}`,
      ChecksumAlgorithm: "SHA256",
      IfNoneMatch: "*",
      TaggingDirective: "REPLACE",
    },
  },
  {
    name: `Verify${part}`,
    action: "aws:assertAwsResourceProperty",
    inputs: { ...headOf(key), Bucket: releasesBucket, PropertySelector: "$.ChecksumSHA256", DesiredValues: [sum] },
    ...(last && { isEnd: true }),
  },
];
