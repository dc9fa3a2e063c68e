/** The accounts by which load balancers wrote logs before they had a service's name; policies that name them go on working (…/elasticloadbalancing/latest/application/enable-access-logging.html). */
export const balancerAccounts: Readonly<Record<string, string>> = {
  "af-south-1": "098369216593",
  "ap-east-1": "754344448648",
  "ap-northeast-1": "582318560864",
  "ap-northeast-2": "600734575887",
  "ap-northeast-3": "383597477331",
  "ap-south-1": "718504428378",
  "ap-southeast-1": "114774131450",
  "ap-southeast-2": "783225319266",
  "ap-southeast-3": "589379963580",
  "ca-central-1": "985666609251",
  "eu-central-1": "054676820928",
  "eu-north-1": "897822967062",
  "eu-south-1": "635631232127",
  "eu-west-1": "156460612806",
  "eu-west-2": "652711504416",
  "eu-west-3": "009996457667",
  "me-south-1": "076674570225",
  "sa-east-1": "507241528517",
  "us-east-1": "127311923021",
  "us-east-2": "033677994240",
  "us-west-1": "027434742980",
  "us-west-2": "797873946194",
};

/** The policy that SNS writes for a topic without one (docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html). */
export const topicPolicy = (account: string) => [
  {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["SNS:Publish", "SNS:Subscribe"],
    Resource: "*",
    Condition: { StringEquals: { "AWS:SourceOwner": account } },
  },
];

/** The policy that KMS writes for a key without one; an account that is not known is none in particular (docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html). */
export const keyPolicy = (account: string) => [
  {
    Effect: "Allow",
    Principal: { AWS: account === "*" ? "000000000000" : `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  },
];
