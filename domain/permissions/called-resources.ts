/** Resources that AWS asks about in calls whose recording cannot tell them: it has an association's id, for one. */
const askedInstead: Readonly<Record<string, readonly string[]>> = {
  "ec2:DisassociateRouteTable": ["arn:aws:ec2:{region}:{account}:route-table/*", "arn:aws:ec2:{region}:{account}:subnet/*"],
  "ec2:DisassociateVpcCidrBlock": ["arn:aws:ec2:{region}:{account}:vpc/*"],
  "elasticfilesystem:TagResource": ["access-point", "file-system"].map((kind) => `arn:aws:elasticfilesystem:{region}:{account}:${kind}/*`),
  "elasticloadbalancing:AddTags": ["arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{stack}-*/*"],
  "elasticloadbalancing:CreateLoadBalancer": ["arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{stack}-*/*"],
  "network-firewall:CreateFirewall": ["firewall", "firewall-policy"].map(
    (kind) => `arn:aws:network-firewall:{region}:{account}:${kind}/{stack}-*`,
  ),
  "network-firewall:CreateRuleGroup": ["arn:aws:network-firewall:{region}:{account}:stateful-rulegroup/{stack}-*"],
  "sns:Unsubscribe": ["arn:aws:sns:{region}:{account}:{stack}-*"],
};

/** Kinds that an action knows and no stack has. */
const otherKinds = /:listener\/net\//;

/**
 * The resources of a recorded call, as IAM is asked for them.
 * Source: docs.aws.amazon.com/service-authorization/latest/reference
 */
export function calledResources(action: string, recorded: readonly string[]): readonly string[] {
  const known = askedInstead[action];
  return known ?? recorded.map(sharper).filter((arn) => !otherKinds.test(arn));
}

/** Ids of Systems Manager's associations are AWS's; the recording took the association's name for one. */
const sharper = (arn: string): string => arn.replace(":association/{stack}-*", ":association/*");

/** Condition keys that AWS fills in for a call, of which a recording of what is sent knows nothing. */
export const alsoSent: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "lambda:CreateEventSourceMapping": { "lambda:FunctionArn": "arn:aws:lambda:{region}:{account}:function:{stack}-*" },
  // Its tags have a form that the recording does not read.
  "route53resolver:CreateResolverQueryLogConfig": { "aws:RequestTag/stack": "{stack}" },
};
