import { lbConfigureAcmCertificate } from "../../policies/lb/configure-acm-certificate.ts";
import { lbConfigureDesyncMitigation } from "../../policies/lb/configure-desync-mitigation.ts";
import { lbConfigureModernTls } from "../../policies/lb/configure-modern-tls.ts";
import { lbConfigureTargetGroups } from "../../policies/lb/configure-target-groups.ts";
import { lbDisallowClassic } from "../../policies/lb/disallow-classic.ts";
import { lbEnableAccessLogs } from "../../policies/lb/enable-access-logs.ts";
import { lbEnableCrossZone } from "../../policies/lb/enable-cross-zone.ts";
import { lbEnableDeletionProtection } from "../../policies/lb/enable-deletion-protection.ts";
import { lbEnableHeaderChecks } from "../../policies/lb/enable-invalid-header-drop.ts";
import { lbEnforceHttps } from "../../policies/lb/enforce-https.ts";
import { lbMissingWebAcl } from "../../policies/lb/missing-web-acl.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const balancer = maker(balancerType);
const old = maker("aws:alb/loadBalancer:LoadBalancer");
const listener = maker("aws:lb/listener:Listener");
const oldListener = maker("aws:alb/listener:Listener");
const targets = maker("aws:lb/targetGroup:TargetGroup");
const https = (rest: object) => listener({ port: 443, protocol: "HTTPS", ...rest });
const redirect = (protocol?: string) => [{ type: "redirect", redirect: { protocol, statusCode: "HTTP_301" } }];
const of = (type: string, property: string, target: string, rest: object = {}) =>
  resource(type, "part", { [property]: unknown, ...rest }, { propertyDependencies: { [property]: [target] } });
const toBalancer = urnOf(balancerType, "one");
const modern = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

testCases([
  [lbEnforceHttps, "plain HTTP is redirected", [], listener({ port: 80, protocol: "HTTP", defaultActions: redirect("HTTPS") })],
  [lbEnforceHttps, "one action alone, redirected", [], oldListener({ port: 80, protocol: "HTTP", defaultActions: redirect("HTTPS")[0] })],
  [
    lbEnforceHttps,
    "plain HTTP is served",
    ["plain HTTP on 80 does forward; redirect to HTTPS"],
    listener({ port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] }),
  ],
  [
    lbEnforceHttps,
    "redirected to plain HTTP",
    ["plain HTTP on 80 redirects to the same protocol; set protocol HTTPS"],
    listener({ port: 80, defaultActions: redirect() }),
  ],
  [
    lbEnforceHttps,
    "no listener speaks HTTPS",
    ["none of its listeners speaks HTTPS; add one on 443"],
    balancer(),
    of("aws:lb/listener:Listener", "loadBalancerArn", toBalancer, { port: 80, protocol: "HTTP", defaultActions: redirect("HTTPS") }),
  ],
  [lbEnforceHttps, "listeners are another stack's", "notApplicable", balancer()],
  [lbConfigureModernTls, "TLS 1.2 and 1.3", [], https({ sslPolicy: modern })],
  [
    lbConfigureModernTls,
    "TLS of a network load balancer",
    [],
    listener({ port: 443, protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }),
  ],
  [lbConfigureModernTls, "AWS's old default", [`sslPolicy is unset; set ${modern}`], https({})],
  [
    lbConfigureModernTls,
    "TLS 1.0",
    [`sslPolicy is ELBSecurityPolicy-TLS13-1-0-2021-06; set ${modern}`],
    https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }),
  ],
  [lbConfigureModernTls, "plain HTTP", "notApplicable", listener({ port: 80, protocol: "HTTP" })],
  [
    lbConfigureModernTls,
    "AWS decides",
    "unknown",
    resource("aws:lb/listener:Listener", "one", { port: 443, sslPolicy: unknown }, { propertyDependencies: { sslPolicy: ["urn"] } }),
  ],
  [lbConfigureAcmCertificate, "a certificate of ACM", [], https({ certificateArn: "arn:aws:acm:eu-west-1:1:certificate/x" })],
  [
    lbConfigureAcmCertificate,
    "one that is made with it",
    [],
    resource(
      "aws:lb/listener:Listener",
      "one",
      { port: 443, certificateArn: unknown },
      { propertyDependencies: { certificateArn: [urnOf("aws:acm/certificate:Certificate", "c")] } },
    ),
  ],
  [
    lbConfigureAcmCertificate,
    "a new one of IAM",
    ["certificateArn is IAM's c; name a certificate of ACM"],
    resource("aws:iam/serverCertificate:ServerCertificate", "c"),
    of("aws:lb/listener:Listener", "certificateArn", urnOf("aws:iam/serverCertificate:ServerCertificate", "c"), { port: 443 }),
  ],
  [lbConfigureAcmCertificate, "none", ["certificateArn is unset; name a certificate of ACM"], https({})],
  [lbEnableHeaderChecks, "dropped", [], old({ dropInvalidHeaderFields: true })],
  [lbEnableHeaderChecks, "passed", ["dropInvalidHeaderFields is unset; set true"], balancer()],
  [lbEnableHeaderChecks, "a network load balancer", "notApplicable", balancer({ loadBalancerType: "network" })],
  [lbConfigureDesyncMitigation, "AWS's default", [], balancer()],
  [
    lbConfigureDesyncMitigation,
    "watched only",
    ["desyncMitigationMode is monitor; set defensive"],
    balancer({ desyncMitigationMode: "monitor" }),
  ],
  [lbEnableAccessLogs, "logged", [], balancer({ accessLogs: { enabled: true, bucket: unknown } })],
  [lbEnableAccessLogs, "a bucket alone", ["accessLogs.enabled is unset; set true"], balancer({ accessLogs: { bucket: "logs" } })],
  [lbEnableAccessLogs, "no bucket", ["accessLogs.bucket is unset; name the log bucket"], balancer({ accessLogs: { enabled: true } })],
  [lbEnableDeletionProtection, "protected", [], balancer({ enableDeletionProtection: true })],
  [lbEnableDeletionProtection, "not protected", ["enableDeletionProtection is unset; set true"], balancer()],
  [lbEnableDeletionProtection, "a stack for development", "notApplicable", ...inStack("shop-dev", balancer())],
  [lbMissingWebAcl, "an internal one", "notApplicable", balancer({ internal: true })],
  [lbMissingWebAcl, "nothing before it", ["no web ACL is associated; add an aws.wafv2.WebAclAssociation"], balancer()],
  [
    lbMissingWebAcl,
    "a web ACL before it",
    [],
    balancer(),
    of("aws:wafv2/webAclAssociation:WebAclAssociation", "resourceArn", toBalancer, { webAclArn: "arn" }),
  ],
  [lbConfigureTargetGroups, "TLS and health", [], targets({ protocol: "HTTPS", healthCheck: { path: "/healthz" } })],
  [lbConfigureTargetGroups, "plain HTTP", ["protocol is HTTP; set HTTPS"], targets({ protocol: "HTTP", healthCheck: { path: "/" } })],
  [lbConfigureTargetGroups, "no health", ["healthCheck is unset; set one with a path"], targets({ protocol: "HTTPS" })],
  [
    lbConfigureTargetGroups,
    "health is off",
    ["healthCheck.enabled is false; set true"],
    targets({ protocol: "TCP", healthCheck: { enabled: false } }),
  ],
  [lbConfigureTargetGroups, "a function", "notApplicable", targets({ targetType: "lambda" })],
  [lbEnableCrossZone, "an application load balancer", "notApplicable", balancer()],
  [lbEnableCrossZone, "single zones", ["enableCrossZoneLoadBalancing is unset; set true"], balancer({ loadBalancerType: "network" })],
  [lbEnableCrossZone, "all zones", [], balancer({ loadBalancerType: "gateway", enableCrossZoneLoadBalancing: true })],
  [
    lbDisallowClassic,
    "a Classic Load Balancer",
    ["a Classic Load Balancer; use aws.lb.LoadBalancer"],
    maker("aws:elb/loadBalancer:LoadBalancer")(),
  ],
]);
