import { type Input, interpolate, type Output } from "@pulumi/pulumi";

/** Calls on data that the trail records, beside all management calls. */
export interface DataEvents {
  /** Objects in every bucket: reads and writes. */
  readonly objects: boolean;
  /** Calls of every function. */
  readonly functions: boolean;
  /** ARN of the bucket of Pulumi's state, whose objects are recorded also where those of others are not. @default - none */
  readonly stateBucketArn?: Input<string> | undefined;
}

/** One selector of CloudTrail's (docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html). */
export interface PlannedSelector {
  readonly name: string;
  readonly fieldSelectors: {
    readonly field: string;
    readonly equals?: string[];
    readonly notEquals?: string[];
    readonly startsWiths?: Output<string>[];
    readonly notStartsWiths?: Output<string>[];
  }[];
}

/**
 * The trail's event selectors. Objects of the archive and of the bucket of access logs stand apart: a record of each file that AWS writes there
 * would be written there itself. Who reads or deletes them is recorded (PCI DSS 10.2.1.3).
 */
export function planSelectors(
  { objects, functions, stateBucketArn }: DataEvents,
  logBucketArns: readonly Input<string>[],
): PlannedSelector[] {
  const inside = logBucketArns.map((arn) => interpolate`${arn}/`);
  return [
    { name: "All that manages something", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
    ...(objects
      ? [
          {
            name: "Objects in every bucket but those of logs",
            fieldSelectors: [...data("AWS::S3::Object"), { field: "resources.ARN", notStartsWiths: inside }],
          },
          {
            name: "Logs read or deleted",
            fieldSelectors: [
              ...data("AWS::S3::Object"),
              { field: "resources.ARN", startsWiths: inside },
              { field: "eventName", notEquals: ["PutObject"] },
            ],
          },
        ]
      : stateOf(stateBucketArn)),
    ...(functions ? [{ name: "Calls of every function", fieldSelectors: data("AWS::Lambda::Function") }] : []),
  ];
}

const data = (type: string) => [
  { field: "eventCategory", equals: ["Data"] },
  { field: "resources.type", equals: [type] },
];

function stateOf(bucketArn: Input<string> | undefined): PlannedSelector[] {
  if (bucketArn === undefined) return [];
  const inside = { field: "resources.ARN", startsWiths: [interpolate`${bucketArn}/`] };
  return [{ name: "Pulumi's state", fieldSelectors: [...data("AWS::S3::Object"), inside] }];
}
