import { sha256Form } from "../../domain/contracts/release.ts";
import { writtenOnce } from "../../domain/defaults/releases.ts";

/** One step of an {@link AutomationDocument} (docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html). */
export interface AutomationStep {
  readonly name: string;
  readonly action:
    | "aws:assertAwsResourceProperty"
    | "aws:branch"
    | "aws:executeAwsApi"
    | "aws:executeScript"
    | "aws:runCommand"
    | "aws:waitForAwsResourceProperty";
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string; readonly Type: "String" | "Integer" }[];
  readonly timeoutSeconds?: number;
  /** A failure ends the execution as `Failed`, wherever it leads first. @default "Abort" */
  readonly onFailure?: "Abort" | "Continue" | `step:${string}`;
  readonly onCancel?: "Abort" | `step:${string}`;
  readonly nextStep?: string;
  readonly isEnd?: boolean;
}

/** A parameter of an execution. Each has a pattern or a list of values: it ends up in a shell. */
export type AutomationParameter = { readonly type: "String"; readonly description: string; readonly default?: string } & (
  | { readonly allowedPattern: string }
  | { readonly allowedValues: readonly string[] }
);

/** A document of SSM Automation. Values may be outputs: it is made into JSON by Pulumi. */
export interface AutomationDocument {
  readonly schemaVersion: "0.3";
  readonly description: string;
  readonly assumeRole: unknown;
  readonly parameters: Readonly<Record<string, AutomationParameter>>;
  readonly mainSteps: readonly AutomationStep[];
  /** Outputs of an execution, as `step.output`. @default - none */
  readonly outputs?: readonly string[];
}

/** A parameter that says what a file has to be, whatever its name is. */
export const sumParameter = (description: string): AutomationParameter => ({
  type: "String",
  description: `SHA-256 of ${description}, in hex`,
  allowedPattern: `^${sha256Form}$`,
});

/** The folder of the releases in their bucket. */
export const releasesPrefix = writtenOnce.releases;

/**
 * A release's objects. The description is written last: a release without it is not there. The scenario is what its upgrade did to
 * staging's database, the packs are what X-Cart's marketplace gave for it; one that was packed by hand, or built without a database, has none.
 */
export const releaseKeys = (release: string) =>
  ({
    archive: `${releasesPrefix}${release}/release.tar.zst`,
    packs: `${releasesPrefix}${release}/packs.tar`,
    scenario: `${releasesPrefix}${release}/scenario.json`,
    description: `${releasesPrefix}${release}/release.json`,
  }) as const;

/** A release's name as documents take it: X-Cart's version, then how often we built it, `5.6.0.12-3`. Settings are narrower. */
const releasePattern = "^\\d{1,2}\\.\\d{1,2}\\.\\d{1,3}\\.\\d{1,4}-\\d{1,4}$";

/** A parameter that names a release. */
export const releaseParameter = (description: string): AutomationParameter => ({
  type: "String",
  description,
  allowedPattern: releasePattern,
});

/** A step that fails unless a release is, or is not, in a bucket. */
export const expectRelease = (name: string, bucket: unknown, release: string, there: boolean): AutomationStep =>
  expectObjects(name, bucket, there ? releaseKeys(release).description : `${releasesPrefix}${release}/`, there ? 1 : 0);

/** A step that fails unless there are so many objects that begin so. */
export function expectObjects(name: string, bucket: unknown, prefix: string, count: 0 | 1): AutomationStep {
  return {
    name,
    action: "aws:assertAwsResourceProperty",
    inputs: {
      Service: "s3",
      Api: "ListObjectsV2",
      Bucket: bucket,
      Prefix: prefix,
      PropertySelector: "$.KeyCount",
      DesiredValues: [String(count)],
    },
    onFailure: "Abort",
  };
}
