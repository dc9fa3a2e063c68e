import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import { type Flow, type Group, groups, planFlows } from "./plan.ts";

/** Arguments for {@link SecurityGroups}. */
export interface SecurityGroupsArgs {
  readonly vpcId: Input<string>;
  /** TCP ports of the internet that nodes may reach. */
  readonly internetPorts: readonly number[];
  /** TCP ports of the internet that the load balancer may reach. */
  readonly edgePorts: readonly number[];
  /** Prefix list of S3's addresses. */
  readonly s3PrefixListId: Input<string>;
}

/**
 * Security groups, one for each part of a store, whose rules name the other end's group at both ends.
 * @see docs/decisions/0009-acls-without-3389.md
 */
export class SecurityGroups extends ComponentResource {
  readonly ids: Readonly<Record<Group, Output<string>>>;

  constructor(name: string, args: SecurityGroupsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("SecurityGroups"), name, {}, opts);
    const parent = this;

    const ids = {
      edge: create("edge"),
      web: create("web"),
      builder: create("builder"),
      copy: create("copy"),
      canary: create("canary"),
      users: create("users"),
      database: create("database"),
      cache: create("cache"),
      files: create("files"),
      endpoints: create("endpoints"),
      validation: create("validation"),
      restored: create("restored"),
      isolated: create("isolated"),
    };
    for (const flow of planFlows(args.internetPorts, args.edgePorts)) allow(flow);

    this.ids = ids;
    this.registerOutputs({});

    function create(group: Group) {
      // Without inline rules AWS's own "allow everything out" is removed; ours are resources of their own.
      return new SecurityGroup(
        `${name}-${group}`,
        { vpcId: args.vpcId, description: groups[group], revokeRulesOnDelete: true, tags: nameTag(group) },
        // AWS changes no description of a group that is there: other words would replace it, and what is behind it with it.
        { parent, ignoreChanges: ["description"] },
      ).id;
    }

    function allow({ from, to, port, because }: Flow) {
      const rule = { ipProtocol: "tcp", fromPort: port, toPort: port, description: because };
      const part = `${name}-${from}-${to}-${port}`;
      if (isGroup(to)) new SecurityGroupIngressRule(part, { ...rule, securityGroupId: ids[to], ...otherEnd(from) }, { parent });
      if (isGroup(from)) new SecurityGroupEgressRule(part, { ...rule, securityGroupId: ids[from], ...otherEnd(to) }, { parent });
    }

    function otherEnd(end: Flow["from"] | Flow["to"]) {
      if (end === "internet") return { cidrIpv4: "0.0.0.0/0" };
      if (end === "internet-v6") return { cidrIpv6: "::/0" };
      return end === "s3" ? { prefixListId: args.s3PrefixListId } : { referencedSecurityGroupId: ids[end] };
    }
  }
}

const isGroup = (end: Flow["from"] | Flow["to"]): end is Group => end in groups;
