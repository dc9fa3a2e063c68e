import { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { Record as DnsRecord } from "@pulumi/aws/route53/record.js";
import { ComponentResource, type ComponentResourceOptions, type Input, interpolate, type Output, type Resource } from "@pulumi/pulumi";
import { responseHeaders, secureLoadBalancer } from "../../domain/defaults/load-balancer.ts";
import { requestSeconds } from "../../domain/defaults/request-seconds.ts";
import { tlsPolicies } from "../../domain/defaults/tls.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link LoadBalancer}. */
export interface LoadBalancerArgs {
  readonly vpcId: Input<string>;
  readonly subnetIds: readonly Input<string>[];
  readonly securityGroupId: Input<string>;
  readonly certificateArn: Input<string>;
  /** Names that lead to the store, all in the zone. */
  readonly domains: readonly string[];
  readonly zoneId: Input<string>;
  readonly tlsPolicy: keyof typeof tlsPolicies;
  /** Treatment of requests that two servers could read differently. */
  readonly desyncMitigation: "defensive" | "strictest";
  readonly hstsDays: number;
  /** Bucket of the access, connection and health check logs, under `alb/`. */
  readonly logBucket: Input<string>;
  /** The bucket's policy, since AWS tries to write before it switches logs on, and the subnets' IPv6. */
  readonly after: readonly Resource[];
  /** Deletion protection in AWS, Pulumi's protect. */
  readonly protect: boolean;
}

/** An Application Load Balancer with TLS 1.2 and 1.3 and HSTS, which redirects HTTP and re-encrypts traffic to the nodes. */
export class LoadBalancer extends ComponentResource {
  readonly loadBalancerArn: Output<string>;
  readonly loadBalancerArnSuffix: Output<string>;
  readonly dnsName: Output<string>;
  readonly targetGroupArn: Output<string>;
  readonly targetGroupArnSuffix: Output<string>;
  readonly listener: Listener;
  /** The label that requests for each node are counted by. */
  readonly requestLabel: Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: ComponentResourceOptions) {
    // The token that 0.1.0 had: an update renames what is there instead of replacing it.
    super(typeToken("LoadBalancer"), name, {}, { ...opts, aliases: [{ type: typeToken("Edge") }] });
    const parent = this;

    const balancer = createBalancer();
    const targets = createTargets();
    const listener = serve();
    redirect();
    args.domains.forEach(publish);

    this.loadBalancerArn = balancer.arn;
    this.loadBalancerArnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.targetGroupArn = targets.arn;
    this.targetGroupArnSuffix = targets.arnSuffix;
    this.listener = listener;
    this.requestLabel = interpolate`${balancer.arnSuffix}/${targets.arnSuffix}`;
    this.registerOutputs({ loadBalancerArn: this.loadBalancerArn });

    // These two names stand alone: with the stack's they must fit into 32 characters.
    function createBalancer() {
      const logs = (part: string) => ({ bucket: args.logBucket, prefix: `alb/${part}`, enabled: true });
      return new ApplicationLoadBalancer(
        "alb",
        {
          ...secureLoadBalancer,
          internal: false,
          ipAddressType: "dualstack",
          subnets: [...args.subnetIds],
          securityGroups: [args.securityGroupId],
          desyncMitigationMode: args.desyncMitigation,
          enableDeletionProtection: args.protect,
          accessLogs: logs("access"),
          connectionLogs: logs("connections"),
          healthCheckLogs: logs("health"),
          tags: nameTag(name),
        },
        { parent, protect: args.protect, dependsOn: [...args.after] },
      );
    }

    function createTargets() {
      return new TargetGroup(
        "web",
        {
          vpcId: args.vpcId,
          targetType: "instance",
          port: 443,
          protocol: "HTTPS",
          protocolVersion: "HTTP1",
          deregistrationDelay: requestSeconds.drain,
          loadBalancingAlgorithmType: "least_outstanding_requests",
          healthCheck: {
            protocol: "HTTPS",
            port: "traffic-port",
            path: "/healthz",
            matcher: "200",
            interval: 15,
            timeout: requestSeconds.health,
            healthyThreshold: 2,
            unhealthyThreshold: 3,
          },
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function serve() {
      return new Listener(
        `${name}-https`,
        {
          loadBalancerArn: balancer.arn,
          port: 443,
          protocol: "HTTPS",
          sslPolicy: tlsPolicies[args.tlsPolicy],
          certificateArn: args.certificateArn,
          defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
          ...responseHeaders(args.hstsDays),
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function redirect() {
      new Listener(
        `${name}-http`,
        {
          loadBalancerArn: balancer.arn,
          port: 80,
          protocol: "HTTP",
          defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
          tags: nameTag(name),
        },
        { parent },
      );
    }

    function publish(domain: string) {
      const aliases = [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }];
      for (const type of ["A", "AAAA"])
        new DnsRecord(`${name}-${domain}-${type}`, { zoneId: args.zoneId, name: domain, type, aliases }, { parent });
    }
  }
}
