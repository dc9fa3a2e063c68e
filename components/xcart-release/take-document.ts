import { type Input, interpolate } from "@pulumi/pulumi";
import { type AutomationDocument, type AutomationStep, expectRelease, releaseKeys, releaseParameter } from "./automation.ts";

/** What takes a release over from the store that built it. */
export interface TakeArgs {
  readonly stack: string;
  readonly roleArn: Input<string>;
  readonly releasesBucket: Input<string>;
  /** Bucket of the releases of another stack, staging's, in the same account. */
  readonly sourceBucket: Input<string>;
}

/** Copies a release from staging's bucket, with its checksum, so that production runs the very bytes that staging ran. */
export function takeDocument(args: TakeArgs): AutomationDocument {
  const { archive, packs, scenario, description } = releaseKeys("{{Release}}");
  return {
    schemaVersion: "0.3",
    description: `Takes a release of X-Cart over for ${args.stack}. What to do: docs/operations/releases.md`,
    assumeRole: args.roleArn,
    parameters: { Release: releaseParameter("The release, as it is called in staging") },
    mainSteps: [
      expectRelease("RefuseTakenName", args.releasesBucket, "{{Release}}", false),
      expectRelease("RequireRelease", args.sourceBucket, "{{Release}}", true),
      ...copy("Archive", archive, args),
      ...copyIfThere("Packs", packs, args, "LookForScenario"),
      ...copyIfThere("Scenario", scenario, args, "ReadDescription"),
      // Last: a release without its description is not there.
      ...copy("Description", description, args, true),
    ],
  };
}

/** Copies an object that not every release has, else goes on with another step. */
function copyIfThere(part: string, key: string, args: TakeArgs, otherwise: string): AutomationStep[] {
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

/** Copies an object, and compares what arrived with what was sent. An object of more than 5 GB S3 refuses to copy at once. */
function copy(part: string, key: string, { sourceBucket, releasesBucket }: TakeArgs, last = false): AutomationStep[] {
  const head = { Service: "s3", Api: "HeadObject", Key: key, ChecksumMode: "ENABLED" };
  return [
    {
      name: `Read${part}`,
      action: "aws:executeAwsApi",
      inputs: { ...head, Bucket: sourceBucket },
      outputs: [{ Name: "Sum", Selector: "$.ChecksumSHA256", Type: "String" }],
    },
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
      },
    },
    {
      name: `Verify${part}`,
      action: "aws:assertAwsResourceProperty",
      inputs: { ...head, Bucket: releasesBucket, PropertySelector: "$.ChecksumSHA256", DesiredValues: [`{{Read${part}.Sum}}`] },
      ...(last && { isEnd: true }),
    },
  ];
}
