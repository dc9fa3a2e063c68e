import { cloudwatchAlarmConfigureReviewedValues } from "../../policies/cloudwatch/alarm-configure-reviewed-values.ts";
import { iamRoleEnforceCommonBoundary } from "../../policies/iam/role-enforce-common-boundary.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import { pulumiResourceDisallowWeakeningValues } from "../../policies/pulumi/resource-disallow-weakening-values.ts";
import { broken } from "./broken.ts";
import { testCases } from "./data-cases.ts";
import { change } from "./mutate.ts";
import { resource, unknown } from "./support.ts";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const filterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const groupType = "aws:rds/parameterGroup:ParameterGroup";
const roleType = "aws:iam/role:Role";
/** The resources of another program. */
const theirs = (...given: readonly ExportedResource[]) =>
  given.map((one) => ({ ...one, urn: one.urn.replace("::xcart-hosting::", "::theirs::") }));

const filter = resource(filterType, "other", { metricTransformation: { name: "Never", namespace: "x", value: "1" } });
const group = (name: string, value: string) => resource(groupType, "params", { name: "params", parameters: [{ name, value }] });
const database = resource("aws:rds/instance:Instance", "database", { parameterGroupName: "params" });
const role = (name: string, permissionsBoundary?: unknown) => resource(roleType, name, { permissionsBoundary });
const boundary = "arn:aws:iam::123456789012:policy/b";

testCases([
  [
    pulumiResourceDisallowWeakeningValues,
    "a route by an interface is reported",
    ["networkInterfaceId is eni-1: traffic leaves through an interface that may belong to anyone; remove it"],
    resource("aws:ec2/route:Route", "one", { networkInterfaceId: "eni-1" }),
  ],
  [
    pulumiResourceDisallowWeakeningValues,
    "one as AWS shows it is compliant",
    [],
    resource("aws:ec2/route:Route", "one", { networkInterfaceId: "" }),
  ],
  [
    pulumiResourceDisallowWeakeningValues,
    "a value that is known after apply is unknown",
    "unknown",
    resource("aws:ec2/route:Route", "one", { networkInterfaceId: unknown }),
  ],
  [
    pulumiResourceDisallowWeakeningValues,
    "all statements in a log are reported",
    ["general_log is 1: statements are logged with their values; remove it"],
    group("general_log", "1"),
    database,
  ],
  [
    pulumiResourceDisallowWeakeningValues,
    "a group that no database has, such as a builder's, is not asked",
    "notApplicable",
    group("general_log", "1"),
  ],
  [pulumiResourceDisallowWeakeningValues, "TLS 1.2 and 1.3 are compliant", [], group("tls_version", "TLSv1.2,TLSv1.3"), database],
  [pulumiResourceDisallowWeakeningValues, "another program is not asked", "notApplicable", ...theirs(group("general_log", "1"))],

  [
    cloudwatchAlarmConfigureReviewedValues,
    "a filter that counts for no one is reported",
    ["no alarm watches its metric Never; add an alarm, or remove the filter"],
    filter,
  ],

  [iamRoleEnforceCommonBoundary, "roles of one boundary are compliant", [], role("a", boundary), role("b", boundary)],
  [
    iamRoleEnforceCommonBoundary,
    "a role without it is reported",
    [`permissionsBoundary is unset, and most roles of the store have ${boundary}; set that boundary`],
    role("a", boundary),
    role("b", boundary),
    role("c"),
  ],
  [iamRoleEnforceCommonBoundary, "a store that has none is not asked", "notApplicable", role("a"), role("b")],
]);

broken(
  "G37",
  "a load balancer that believes its clients",
  change("aws:lb/loadBalancer:LoadBalancer", { xffHeaderProcessingMode: "preserve" }),
);
broken("G38", "an alarm that never fires", change([alarmType, "login-attack"], { threshold: 1e9 }));
broken("IAM-40", "the nodes' role without its boundary", change([roleType, "node"], { permissionsBoundary: undefined }));
