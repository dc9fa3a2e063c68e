import { beforeAll, describe, expect, test } from "@jest/globals";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/load-balancer/load-balancer.ts";
import { parseSettings } from "../../../stacks/settings.ts";
import { prod } from "../../stacks/settings-fixture.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { inputsByName, ofType, only, withoutTags } from "../registrations.ts";

/** What a store gets whose settings say nothing of `edge`. */
const { settings } = parseSettings("shop-prod", prod);
if (settings?.kind !== "store") throw new Error("the fixture is no store");

const fixture: LoadBalancerArgs = {
  ...settings.edge,
  vpcId: "vpc",
  subnetIds: ["public-1", "public-2"],
  securityGroupId: "group",
  certificateArn: "arn:certificate",
  domains: ["shop.example.com", "www.shop.example.com"],
  zoneId: "Z1",
  logBucket: "logs",
  after: [],
  protect: true,
};
const deployBalancer = (change: Partial<LoadBalancerArgs> = {}) =>
  deploy(() => new LoadBalancer("edge", { ...fixture, ...change }), {
    outputs: ({ type }) => (type === "aws:lb/loadBalancer:LoadBalancer" ? { zoneId: "ZALB" } : {}),
  });
const balancer = (registrations: readonly Registration[]) => only(registrations, "aws:lb/loadBalancer:LoadBalancer");
const listener = (registrations: readonly Registration[], name: string) =>
  withoutTags(only(registrations, "aws:lb/listener:Listener", name));

let front: readonly Registration[] = [];
beforeAll(async () => {
  front = await deployBalancer();
});

describe("the load balancer", () => {
  test("faces the internet by IPv4 and IPv6, drops what is malformed, and logs requests and connections", () => {
    expect(withoutTags(balancer(front))).toEqual({
      internal: false,
      ipAddressType: "dualstack",
      loadBalancerType: "application",
      subnets: ["public-1", "public-2"],
      securityGroups: ["group"],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableHttp2: true,
      enableTlsVersionAndCipherSuiteHeaders: false,
      enableXffClientPort: false,
      xffHeaderProcessingMode: "append",
      preserveHostHeader: true,
      idleTimeout: 60,
      enableDeletionProtection: true,
      accessLogs: { bucket: "logs", prefix: "alb/access", enabled: true },
      connectionLogs: { bucket: "logs", prefix: "alb/connections", enabled: true },
      healthCheckLogs: { bucket: "logs", prefix: "alb/health", enabled: true },
      enableZonalShift: true,
    });
    expect(balancer(front).options.protect).toBe(true);
  });

  test("mitigates desync more strictly when asked to", async () => {
    expect(balancer(await deployBalancer({ desyncMitigation: "strictest" })).inputs.desyncMitigationMode).toBe("strictest");
  });

  test("can be deleted where nothing is protected", async () => {
    const { inputs, options } = balancer(await deployBalancer({ protect: false }));
    expect([inputs.enableDeletionProtection, options.protect]).toEqual([false, false]);
  });
});

describe("the listeners", () => {
  test("are one for HTTPS and one for HTTP", () => {
    expect(ofType(front, "aws:lb/listener:Listener").map(({ name, inputs }) => [name, inputs.port, inputs.protocol])).toEqual([
      ["edge-http", 80, "HTTP"],
      ["edge-https", 443, "HTTPS"],
    ]);
  });

  test("on port 80 does nothing but redirect to HTTPS", () => {
    expect(listener(front, "edge-http")).toEqual({
      loadBalancerArn: "arn:aws:test:::alb",
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
  });

  test("on port 443 forwards to the nodes and sets the headers of every answer", () => {
    expect(listener(front, "edge-https")).toEqual({
      loadBalancerArn: "arn:aws:test:::alb",
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      certificateArn: "arn:certificate",
      defaultActions: [{ type: "forward", targetGroupArn: "arn:aws:test:::web" }],
      routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      routingHttpResponseXFrameOptionsHeaderValue: "SAMEORIGIN",
      routingHttpResponseServerEnabled: false,
    });
  });

  test.each([
    ["compatible", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"],
    ["tls13", "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09"],
  ] as const)("with the TLS policy %s take %s", async (tlsPolicy, sslPolicy) => {
    expect(listener(await deployBalancer({ tlsPolicy }), "edge-https").sslPolicy).toBe(sslPolicy);
  });

  test("tell browsers to stay on HTTPS for the given days", async () => {
    const header = listener(await deployBalancer({ hstsDays: 2 }), "edge-https").routingHttpResponseStrictTransportSecurityHeaderValue;
    expect(header).toBe("max-age=172800");
  });
});

test("nodes are spoken to and checked by HTTPS", () => {
  expect(withoutTags(only(front, "aws:lb/targetGroup:TargetGroup"))).toEqual({
    vpcId: "vpc",
    targetType: "instance",
    port: 443,
    protocol: "HTTPS",
    protocolVersion: "HTTP1",
    deregistrationDelay: 60,
    loadBalancingAlgorithmType: "least_outstanding_requests",
    healthCheck: {
      protocol: "HTTPS",
      port: "traffic-port",
      path: "/healthz",
      matcher: "200",
      interval: 15,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
  });
});

test("every name leads to the load balancer, by IPv4 and IPv6", () => {
  const aliases = [{ name: "alb.test", zoneId: "ZALB", evaluateTargetHealth: true }];
  const records = fixture.domains.flatMap((name) =>
    ["A", "AAAA"].map((type) => [`edge-${name}-${type}`, { zoneId: "Z1", name, type, aliases }]),
  );
  expect(inputsByName(front, "aws:route53/record:Record")).toEqual(Object.fromEntries(records));
});

test("requests for a node are counted by both ARNs' suffixes", async () => {
  let label = "";
  await deploy(() => {
    new LoadBalancer("edge", fixture).requestLabel.apply((text) => {
      label = text;
    });
  });
  expect(label).toBe("suffix/alb/suffix/web");
});
