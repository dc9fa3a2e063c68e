import { beforeAll, describe, expect, test } from "@jest/globals";
import { lookedUp } from "../../domain/defaults/lifecycle.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { stackOf } from "../../policies/model/graph.ts";
import { policies } from "../../policies/pack.ts";
import type { GraphResource } from "../support/offline.ts";
import { at, graphWith, nameOf, ofType } from "./graphs.ts";

/** What AWS has once in an account, whatever the Region. */
const accountWide = [
  "aws:account/alternativeContact:AlternativeContact",
  "aws:cloudtrail/trail:Trail",
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  "aws:iam/serviceLinkedRole:ServiceLinkedRole",
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
];
/** What is named by us, and shares its names with all Regions of the account. */
const named: readonly (readonly [type: string, property: string])[] = [
  ["aws:iam/role:Role", "name"],
  ["aws:iam/policy:Policy", "name"],
  ["aws:s3/bucket:Bucket", "bucket"],
];

let home: readonly GraphResource[] = [];
let second: readonly GraphResource[] = [];
beforeAll(async () => {
  home = await graphWith("demo-account");
  second = await graphWith("demo-account", { region: "eu-central-1", home: false }, "demo-eu-account");
});

const types = (graph: readonly GraphResource[]) => accountWide.filter((type) => ofType(graph, type).length > 0);

describe("a second account stack in another Region", () => {
  test("has nothing that the account has once: the home stack has it all", () => {
    expect([types(home), types(second)]).toEqual([accountWide, []]);
  });

  test("shares no name with the home stack where names are the account's", () => {
    const names = (graph: readonly GraphResource[]) =>
      named.flatMap(([type, property]) => ofType(graph, type).map(({ inputs }) => `${type} ${at(inputs, property)}`));
    expect(names(second).length).toBeGreaterThan(5);
    expect(names(second).filter((name) => names(home).includes(name))).toEqual([]);
  });

  test("records its own Region's resources, and looks for intruders there", () => {
    const recorded = (graph: readonly GraphResource[]) =>
      ofType(graph, "aws:cfg/recorder:Recorder").map(({ inputs }) => at(inputs, "recordingGroup"));
    expect([recorded(home), recorded(second)]).toEqual([
      [{ allSupported: true, includeGlobalResourceTypes: true }],
      [{ allSupported: true, includeGlobalResourceTypes: false }],
    ]);
    const analyzers = (graph: readonly GraphResource[]) => ofType(graph, "aws:accessanalyzer/analyzer:Analyzer").map(nameOf);
    expect([analyzers(home), analyzers(second)]).toEqual([["detection-external", "detection-unused"], ["detection-external"]]);
    expect(ofType(second, "aws:guardduty/detector:Detector")).toHaveLength(1);
  });

  test("is judged by the home Region's policies no more than it should: neither stack has a violation that stops an update", () => {
    const mandatory = policies.filter((policy) => !policy.advisoryBecause);
    const found = (graph: readonly GraphResource[]) =>
      evaluate(mandatory, stackOf(graph, lookedUp)).flatMap(({ policy, violations }) =>
        violations.map(({ resource, message }) => `${policy.name} ${resource.name}: ${message}`),
      );
    expect([found(home), found(second)]).toEqual([[], []]);
  });
});
