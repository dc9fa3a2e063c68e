import { describe, expect, test } from "@jest/globals";
import { verdictOn } from "../../cli/check/verdict.ts";
import { lifecycleResourceDisallowEnded } from "../../policies/lifecycle/resource-disallow-ended.ts";
import { lifecycleResourceMissingSuccessor } from "../../policies/lifecycle/resource-missing-successor.ts";
import type { Policy } from "../../policies/model/policy.ts";
import type { Case } from "./policy-cases.ts";
import { resource, unknown, verdictsOn } from "./support.ts";

/** One test a case, as on a day. */
function casesOn(day: string, policy: Policy, ...rows: readonly Case[]): void {
  describe(`${policy.name} on ${day}`, () => {
    test.each(rows)("%s", (_, expected, ...resources) => {
      const [verdict] = verdictsOn(day, policy, resources);
      expect(verdict?.kind === "violation" ? verdict.messages : verdict?.kind).toEqual(expected);
    });
  });
}
const lambda = (runtime: unknown) => resource("aws:lambda/function:Function", "function", { runtime });
const database = (properties: Record<string, unknown>) => resource("aws:rds/instance:Instance", "db", { engine: "mysql", ...properties });
const cache = (properties: Record<string, unknown>) => resource("aws:elasticache/replicationGroup:ReplicationGroup", "cache", properties);
const template = (imageId: string) => resource("aws:ec2/launchTemplate:LaunchTemplate", "web", { imageId });
const listener = (sslPolicy: string) => resource("aws:lb/listener:Listener", "https", { protocol: "HTTPS", sslPolicy });
const blueGreen = "go to the next major version by a blue/green deployment";

casesOn(
  "2026-11-22",
  lifecycleResourceDisallowEnded,
  ["passes a runtime that is fixed for years", "compliant", lambda("nodejs24.x")],
  [
    "refuses one that has ended",
    ["runtime: Lambda runtime nodejs20.x has had no fixes since 2026-04-30; set a newer runtime"],
    lambda("nodejs20.x"),
  ],
  ["has no opinion on an image, which has none", "notApplicable", lambda(undefined)],
  ["has no opinion on a runtime that it does not know", "notApplicable", lambda("cobol1.x")],
  ["has no opinion on what is known only after apply", "notApplicable", lambda(unknown)],
  ["passes MySQL 8.4, whatever its minor version", "compliant", database({ engineVersion: "8.4.9" })],
  [
    "refuses MySQL 8.0",
    [`engineVersion: RDS for MySQL 8.0 has had no fixes since 2026-07-31; ${blueGreen}`],
    database({ engineVersion: "8.0.46" }),
  ],
  [
    "refuses MariaDB 10.5",
    [`engineVersion: RDS for MariaDB 10.5 has had no fixes since 2026-08-31; ${blueGreen}`],
    database({ engine: "MariaDB", engineVersion: "10.5" }),
  ],
  ["has no opinion on Aurora, which counts otherwise", "notApplicable", database({ engine: "aurora-mysql", engineVersion: "8.0" })],
  [
    "reports the engine and the certificate of one database",
    [
      `engineVersion: RDS for MySQL 5.7 has had no fixes since 2024-02-29; ${blueGreen}`,
      "caCertIdentifier: RDS certificate authority rds-ca-2019 has had no fixes since 2024-08-22; set caCertIdentifier to rds-ca-rsa2048-g1",
    ],
    database({ engineVersion: "5.7.44", caCertIdentifier: "rds-ca-2019" }),
  ],
  [
    "reads a cluster's certificate under its own name",
    [
      "caCertificateIdentifier: RDS certificate authority rds-ca-2019 has had no fixes since 2024-08-22; set caCertIdentifier to rds-ca-rsa2048-g1",
    ],
    resource("aws:rds/cluster:Cluster", "c", { caCertificateIdentifier: "rds-ca-2019" }),
  ],
  [
    "refuses Redis OSS 5",
    ["engineVersion: ElastiCache for Redis OSS 5 has had no fixes since 2026-01-31; go to Valkey"],
    cache({ engineVersion: "5.0.6" }),
  ],
  ["passes Valkey 8.0", "compliant", cache({ engine: "valkey", engineVersion: "8.0" })],
  ["does not take Memcached 1.6 for Redis", "notApplicable", cache({ engine: "memcached", engineVersion: "5.0" })],
  [
    "refuses Amazon Linux 2",
    ["imageId: Operating system AMAZON_LINUX_2 has had no fixes since 2026-06-30; take the next Amazon Linux"],
    template("resolve:ssm:/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-arm64-gp2"),
  ],
  ["passes 2023", "compliant", template("resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64")],
  ["cannot tell by an image's id", "notApplicable", template("ami-0123456789abcdef0")],
  [
    "passes a baseline for 2023",
    "compliant",
    resource("aws:ssm/patchBaseline:PatchBaseline", "b", { operatingSystem: "AMAZON_LINUX_2023" }),
  ],
  [
    "refuses a listener that accepts TLS 1.0",
    ["sslPolicy: TLS version 1.0 has had no fixes since 2018-06-30; set a policy that begins with ELBSecurityPolicy-TLS13-1-2-Res"],
    listener("ELBSecurityPolicy-TLS13-1-0-2021-06"),
  ],
  [
    "refuses one that accepts TLS 1.1",
    ["sslPolicy: TLS version 1.1 has had no fixes since 2021-03-31; set a policy that begins with ELBSecurityPolicy-TLS13-1-2-Res"],
    listener("ELBSecurityPolicy-TLS-1-1-2017-01"),
  ],
  ["has no opinion on TLS 1.2, which has no end", "notApplicable", listener("ELBSecurityPolicy-TLS13-1-2-Res-2021-06")],
);

casesOn(
  "2027-01-30",
  lifecycleResourceMissingSuccessor,
  ["passes what ends in years", "compliant", database({ engine: "mysql", engineVersion: "8.4" })],
  [
    "reports what ends in 90 days",
    ["runtime: Lambda runtime nodejs22.x gets fixes until 2027-04-30 only (days left: 90); set a newer runtime"],
    lambda("nodejs22.x"),
  ],
  [
    "reports what ends tomorrow",
    ["engineVersion: ElastiCache for Redis OSS 6 gets fixes until 2027-01-31 only (days left: 1); go to Valkey"],
    cache({ engineVersion: "6.x" }),
  ],
  ["leaves what has ended to the other policy", "notApplicable", lambda("nodejs20.x")],
);

casesOn("2027-01-29", lifecycleResourceMissingSuccessor, ["passes what ends in 91 days", "compliant", lambda("nodejs22.x")]);

casesOn("2027-04-30", lifecycleResourceMissingSuccessor, [
  "reports on the last day",
  ["runtime: Lambda runtime nodejs22.x gets fixes until 2027-04-30 only (days left: 0); set a newer runtime"],
  lambda("nodejs22.x"),
]);

casesOn("2027-04-30", lifecycleResourceDisallowEnded, ["passes on the last day", "compliant", lambda("nodejs22.x")]);

test("`store check` asks as of its own day: what is compliant today stops an update once it has ended", () => {
  const mandatory = (today: string) =>
    verdictOn([lambda("nodejs22.x")], { stack: "test-prod", file: "test.json", policies: [lifecycleResourceDisallowEnded], today })
      .violations.length;
  expect([mandatory("2027-04-30"), mandatory("2027-05-01")]).toEqual([0, 1]);
});
