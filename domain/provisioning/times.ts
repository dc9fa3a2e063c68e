/** Seconds that AWS usually takes to make, change and delete a resource of one type, until the provider reports it done. */
export interface Times {
  readonly create: number;
  readonly update: number;
  readonly destroy: number;
  /** Where the numbers come from: a log of a real update, what AWS or a provider's maintainers write, or our own guess. */
  readonly basis: "measured" | "documented" | "estimate";
  /** The observation, and where it was made. */
  readonly source: string;
}

const applied = "published logs of terraform apply, 2017 to 2025";

/** One or two calls that answer at once: most of what a stack consists of. */
export const quick: Times = { create: 3, update: 3, destroy: 3, basis: "measured", source: `1 to 5 s in ${applied}` };

const estimate = (create: number, update: number, destroy: number, source: string): Times => ({
  create,
  update,
  destroy,
  basis: "estimate",
  source,
});
const measured = (create: number, update: number, destroy: number, source: string): Times => ({
  ...estimate(create, update, destroy, source),
  basis: "measured",
});

/** Times by type; every other one is {@link quick}. */
export const times: Readonly<Record<string, Times>> = {
  "aws:rds/instance:Instance": measured(842, 60, 312, `production MySQL 14 min 2 s, others 5 to 17 min; deletion 5 min 12 s: ${applied}`),
  "aws:elasticache/replicationGroup:ReplicationGroup": measured(
    555,
    120,
    300,
    `5 min 58 s to 9 min 15 s: ${applied}; update and deletion are estimates`,
  ),
  "aws:ec2/natGateway:NatGateway": measured(124, 3, 60, `1 min 46 s to 2 min 34 s; deletion 37 to 79 s: ${applied}`),
  "aws:lb/loadBalancer:LoadBalancer": measured(148, 10, 20, `2 min 15 s to 3 min 7 s: ${applied}; update and deletion are estimates`),
  "aws:autoscaling/group:Group": measured(
    300,
    10,
    300,
    `deletion 5 min to 5 min 43 s: ${applied}; creation with the boot of a node, which installs packages and a release, is an estimate`,
  ),
  "aws:ec2/vpc:Vpc": measured(22, 10, 2, `21 to 22 s: ${applied}`),
  "aws:networkfirewall/firewall:Firewall": measured(834, 60, 834, "both together 1,668 s: hashicorp/terraform-provider-aws#34918"),
  "aws:route53/record:Record": {
    ...estimate(60, 60, 60, "changes reach all name servers within 60 seconds: Amazon Route 53's FAQ"),
    basis: "documented",
  },
  "aws:route53/zone:Zone": {
    ...estimate(60, 3, 60, "changes reach all name servers within 60 seconds: Amazon Route 53's FAQ"),
    basis: "documented",
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": estimate(90, 30, 90, "an interface in each subnet"),
  "aws:efs/mountTarget:MountTarget": estimate(90, 30, 30, "an interface in a subnet"),
  "aws:lambda/function:Function": estimate(30, 15, 3, "waits until its state is Active"),
  "aws:lambda/invocation:Invocation": estimate(60, 60, 3, "runs the function: an order of a certificate, users of a database"),
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": estimate(
    60,
    30,
    60,
    "waits until it is COMPLETE",
  ),
  "aws:dynamodb/table:Table": estimate(15, 15, 10, "waits until it is ACTIVE"),
  "aws:kms/key:Key": estimate(15, 5, 3, "its policy is tried until IAM knows the roles in it"),
  "aws:iam/role:Role": estimate(3, 3, 3, "with the wait for IAM's copies"),
  "aws:cloudcontrol/resource:Resource": estimate(30, 30, 30, "asks for the request's state until it is done"),
  "aws:lambda/eventSourceMapping:EventSourceMapping": estimate(30, 30, 30, "waits until it is Enabled"),
  "aws:rds/parameterGroup:ParameterGroup": estimate(5, 5, 5, "with its parameters, 20 a call"),
};

/**
 * Further seconds to delete a security group or a subnet that a function has interfaces in: AWS keeps them for a while, and the
 * provider waits. 1,105 s in pulumi/pulumi-aws#2642; 35 minutes for 99 of 100 in pulumi/pulumi-aws#4382.
 */
export const interfacesOfFunctions = 1105;

/** Seconds until new nodes have replaced the previous ones after an update, which does not wait for them: a node's boot and its warm-up (an estimate). */
export const refreshOfNodes = 420;
