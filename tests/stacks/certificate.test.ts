import { describe, expect, test } from "@jest/globals";
import { verdictOn } from "../../cli/check/verdict.ts";
import type { GraphResource } from "../support/offline.ts";
import { graphWith, nameOf, ofType } from "./graphs.ts";
import { uses } from "./vpc-model.ts";

const verdict = (graph: readonly GraphResource[]) => verdictOn(graph, { stack: "demo-prod", file: "stacks/Pulumi.demo-prod.yaml" });
const violations = (graph: readonly GraphResource[]) => verdict(graph).violations.map(({ policy }) => policy);
const caa = (graph: readonly GraphResource[]) =>
  ofType(graph, "aws:route53/record:Record")
    .filter(({ inputs }) => inputs?.type === "CAA")
    .map(({ inputs }) => inputs?.name);

describe("a store's certificate", () => {
  test("is the one that the listener has, the function imports over, the schedule names and ACM counts", async () => {
    const graph = await graphWith("demo-prod");
    const [certificate] = ofType(graph, "aws:acm/certificate:Certificate").map(({ urn }) => urn);
    const using = (type: string, property: string) =>
      ofType(graph, type)
        .filter((resource) => uses(resource, property).includes(certificate ?? ""))
        .map(nameOf);
    expect({
      listeners: using("aws:lb/listener:Listener", "certificateArn"),
      policies: using("aws:iam/policy:Policy", "policy"),
      schedules: using("aws:scheduler/schedule:Schedule", "target"),
      runs: using("aws:lambda/invocation:Invocation", "input"),
      alarms: using("aws:cloudwatch/metricAlarm:MetricAlarm", "dimensions"),
    }).toEqual({
      listeners: ["edge-https"],
      policies: ["certificate"],
      schedules: ["certificate-schedule"],
      runs: ["certificate-accounts", "certificate-issue"],
      alarms: ["certificate-expiry"],
    });
  });

  test("is watched once the first run is over: silence before it would ring", async () => {
    const graph = await graphWith("demo-dev");
    const alarms = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").filter((alarm) =>
      /^certificate-(?!schedule-lost)/.test(nameOf(alarm)),
    );
    const late = alarms.filter(({ dependencies = [] }) => dependencies.some((urn) => urn.endsWith("::certificate-issue")));
    expect([alarms.length, late.map(nameOf)]).toEqual([5, alarms.map(nameOf)]);
  });

  test("rings by the shortest life of all its authorities' certificates", async () => {
    const authorities = [{ name: "corporate", directoryUrl: "https://acme.example/dir", caaDomain: "ca.example.com", lifetimeDays: 40 }];
    const thresholds = async (certificate: object) =>
      ofType(await graphWith("demo-prod", { certificate }), "aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter((alarm) => nameOf(alarm) === "certificate-expiry")
        .map(({ inputs }) => inputs?.threshold);
    expect([
      await thresholds({}),
      await thresholds({ authorities: [{ name: "letsencrypt" }, ...authorities] }),
      await thresholds({ authorities: [...authorities, { name: "letsencrypt", profile: "shortlived" }] }),
    ]).toEqual([[11.25], [10], [160 / 24 / 4]]);
  });

  test("that lives six days passes the policies: its fraction is watched", async () => {
    const certificate = { authorities: [{ name: "letsencrypt", profile: "shortlived" }] };
    expect(violations(await graphWith("demo-prod", { certificate }))).toEqual([]);
  });
});

describe("ACM's own ACME endpoint", () => {
  const cloudControl = (graph: readonly GraphResource[]) =>
    ofType(graph, "aws:cloudcontrol/resource:Resource")
      .map(({ inputs }) => String(inputs?.typeName))
      .filter((name) => name.includes("Acme"));

  test("is made where the settings name amazon, with a validation of each name, and passes the policies", async () => {
    const graph = await graphWith("demo-prod", { certificate: { authorities: [{ name: "amazon" }] } });
    expect(cloudControl(graph).map((type) => type.replace("AWS::CertificateManager::", ""))).toEqual([
      "AcmeEndpoint",
      "AcmeExternalAccountBinding",
      "AcmeDomainValidation",
      "AcmeDomainValidation",
    ]);
    expect(violations(graph)).toEqual([]);
    expect(cloudControl(await graphWith("demo-prod"))).toEqual([]);
  });

  test("replaces nothing in use where a store changes over to it", async () => {
    const urns = async (authorities: readonly object[]) =>
      (await graphWith("demo-prod", { certificate: { authorities } })).map(({ urn }) => urn);
    const after = await urns([{ name: "amazon" }]);
    expect((await urns([{ name: "letsencrypt" }])).filter((urn) => !after.includes(urn))).toEqual([]);
  });
});

describe("CAA", () => {
  test("stands at domain and aliases, and not at other names of the certificate", async () => {
    expect(caa(await graphWith("demo-prod", { certificate: { names: ["media.shop.example.com"] } }))).toEqual([
      "shop.example.com",
      "www.shop.example.com",
    ]);
  });

  test("can be left to others, for a reason", async () => {
    const graph = await graphWith("demo-prod", { certificate: { caa: { relaxedBecause: "the zone's owner keeps CAA by hand" } } });
    expect(caa(graph)).toEqual([]);
    expect(verdict(graph).violations).toEqual([]);
  });
});

test("more names, authorities and another key change no URN: nothing in use is replaced", async () => {
  const [before, after] = [
    await graphWith("demo-prod"),
    await graphWith("demo-prod", {
      certificate: {
        names: ["media.shop.example.com"],
        keyType: "rsa-2048",
        authorities: [
          { name: "letsencrypt" },
          { name: "google", eabSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:eab" },
        ],
      },
    }),
  ];
  expect(after.map(({ urn }) => urn)).toEqual(before.map(({ urn }) => urn));
});

test("a wildcard is a violation that its waiver holds off, in the report with its owner", async () => {
  const waiver = {
    policy: "aws-acm-certificate-disallow-wildcard",
    resource: "aws:acm/certificate:Certificate::certificate",
    reason: "Sellers get names of their own by the minute",
    owner: "platform",
    ticket: "SHOP-1",
  };
  const waived = async (until: string) =>
    verdict(await graphWith("demo-prod", { certificate: { names: ["*.shop.example.com"] }, waivers: [{ ...waiver, until }] }));
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const held = await waived(soon);
  expect(held.violations).toEqual([]);
  expect(JSON.stringify(held)).toContain("SHOP-1");
  expect((await waived("2020-01-01")).violations.map(({ policy }) => policy)).toContain(waiver.policy);
});
