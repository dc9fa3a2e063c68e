/** Why resources of one type wait for those of another without needing a value of them; `from` and `to` are types. */
export interface Order {
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

const permitted = "the service calls the function at once, and is refused without the permission";

/** Waits that the program asks for (`dependsOn`) and that decide how long an update takes. Another one has to be argued for here. */
export const orders: readonly Order[] = [
  {
    from: "aws:route53/resolverFirewallRule:ResolverFirewallRule",
    to: "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
    why: "a name that moves from one list to another resolves by the new one first",
  },
  {
    from: "aws:route53/resolverFirewallRule:ResolverFirewallRule",
    to: "aws:lambda/function:Function",
    why: "what the function asks first has to resolve",
  },
  { from: "aws:ec2/vpcEndpoint:VpcEndpoint", to: "aws:lambda/function:Function", why: "it has no other way to AWS" },
  { from: "aws:ec2/vpcEndpoint:VpcEndpoint", to: "aws:autoscaling/group:Group", why: "a node has no other way to AWS when it boots" },
  {
    from: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    to: "aws:lambda/function:Function",
    why: "Lambda refuses a function in a VPC whose role may not make interfaces",
  },
  {
    from: "aws:s3/bucketObjectv2:BucketObjectv2",
    to: "aws:autoscaling/group:Group",
    why: "a node fetches its files when it boots",
  },
  { from: "aws:lambda/permission:Permission", to: "aws:secretsmanager/secretRotation:SecretRotation", why: permitted },
  { from: "aws:lambda/permission:Permission", to: "aws:cloudwatch/eventTarget:EventTarget", why: permitted },
  {
    from: "aws:secretsmanager/secretRotation:SecretRotation",
    to: "aws:lambda/invocation:Invocation",
    why: "it expects the users that the rotations make",
  },
  {
    from: "aws:lambda/invocation:Invocation",
    to: "aws:autoscaling/group:Group",
    why: "a node that finds no user of the database is never healthy, and the group waits for healthy nodes",
  },
];
