import type { InCallersName } from "./callers-permission.ts";
import type { ProviderCall } from "./permission.ts";
import { calls } from "./recorded-by-hand.ts";

const canary = "aws:synthetics/canary:Canary";

/** Calls of canaries, whose code moto does not run. Source: the operations of docs.aws.amazon.com/AmazonSynthetics/latest/APIReference. */
export const canaryCalls: readonly ProviderCall[] = [
  ...calls(canary, "synthetics", [["create", "CreateCanary"]], "*"),
  ...calls(
    canary,
    "synthetics",
    [
      ["create", "StartCanary"],
      ["read", "GetCanary"],
      ...["StartCanary", "StopCanary", "TagResource", "UntagResource", "UpdateCanary"].map((operation) => ["update", operation] as const),
      ["delete", "StopCanary"],
      ["delete", "DeleteCanary"],
    ],
    "arn:aws:synthetics:{region}:{account}:canary:{stack}-*",
  ),
];

const lambda = "arn:aws:lambda:{region}:{account}";
const guide = "docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring";
const source = `${guide}/CloudWatch_Synthetics_Canaries_UserPermissions.html`;
const named = (actions: string): readonly string[] => actions.split(" ").map((action) => `lambda:${action}`);

/** Calls of CloudWatch Synthetics in the caller's name: it makes a function, and of the script a layer. */
export const canaryInCallersName: readonly InCallersName[] = [
  {
    type: canary,
    actions: named(
      "AddPermission CreateFunction DeleteFunction GetFunction GetFunctionConfiguration ListTags PublishVersion TagResource UntagResource UpdateFunctionCode UpdateFunctionConfiguration",
    ),
    resources: [`${lambda}:function:cwsyn-{canary}*`],
    source,
  },
  {
    type: canary,
    actions: named("DeleteLayerVersion GetLayerVersion"),
    resources: [`${lambda}:layer:cwsyn-{canary}*:*`],
    source,
  },
  { type: canary, actions: named("PublishLayerVersion"), resources: [`${lambda}:layer:cwsyn-{canary}*`], source },
  { type: canary, actions: ["lambda:GetLayerVersion"], resources: ["arn:aws:lambda:{region}:*:layer:Synthetics*:*"], source },
  {
    type: canary,
    having: "s3Bucket",
    actions: ["s3:GetBucketLocation"],
    resources: ["arn:aws:s3:::{stack}-*"],
    source: `${guide}/CloudWatch_Synthetics_Canaries_Create.html`,
  },
  {
    type: canary,
    having: "s3Bucket",
    actions: ["s3:GetObject", "s3:GetObjectVersion"],
    resources: ["arn:aws:s3:::{stack}-logs-{account}/payment-page/code-*"],
    source: `${guide}/CloudWatch_Synthetics_Canaries_Create.html`,
  },
];
