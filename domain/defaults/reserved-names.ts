/** Beginnings of names that AWS keeps for itself. */
export interface ReservedNames {
  /** The resources with such names, in words. */
  readonly what: string;
  /** Beginnings that are refused, in small letters; capitals make no difference. */
  readonly prefixes: readonly string[];
  /** Types of Pulumi whose names, or paths, begin with the stack's name. */
  readonly types: readonly string[];
  /** Where AWS says so. */
  readonly source: string;
}

/** Beginnings that AWS refuses in names that start with a stack's name. */
export const reservedNames: readonly ReservedNames[] = [
  {
    what: "Systems Manager in names of parameters",
    prefixes: ["aws", "ssm"],
    types: ["aws:ssm/parameter:Parameter"],
    source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
  },
  {
    what: "Systems Manager in names of documents",
    prefixes: ["aws", "amazon", "amzn"],
    types: ["aws:ssm/document:Document"],
    source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html",
  },
  {
    what: "EC2 in names of security groups",
    prefixes: ["sg-"],
    types: ["aws:ec2/securityGroup:SecurityGroup"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  {
    what: "Elastic Load Balancing in names of load balancers",
    prefixes: ["internal-"],
    types: ["aws:lb/loadBalancer:LoadBalancer"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  {
    what: "S3 in names of buckets",
    prefixes: ["xn--", "sthree-", "amzn-s3-demo-"],
    types: ["aws:s3/bucket:Bucket"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
];

/** The resources whose names may not begin like this one, and the refused beginning; undefined if it is allowed. */
export function reservedBeginning(name: string): { readonly prefix: string; readonly what: string } | undefined {
  for (const { what, prefixes } of reservedNames) {
    const prefix = prefixes.find((beginning) => name.toLowerCase().startsWith(beginning));
    if (prefix) return { prefix, what };
  }
  return undefined;
}
