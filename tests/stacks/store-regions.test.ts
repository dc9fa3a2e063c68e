import { describe, expect, test } from "@jest/globals";
import { verdictOn } from "../../cli/check/verdict.ts";
import { graphWith, ofType, settingsOf } from "./graphs.ts";

/** Regions with two groups of prices and services: one in Europe, one far from it. */
const elsewhere = ["eu-central-1", "ap-southeast-2"] as const;

describe.each(elsewhere)("a store in %s, whose zone it makes", (region) => {
  test("complies with every policy, with the log of its zone's queries where Route 53 writes it", async () => {
    const { dns } = settingsOf("demo-prod");
    expect(dns).toMatchObject({ createZone: true });
    const graph = await graphWith("demo-prod", { region });
    const logs = ofType(graph, "aws:cloudwatch/logGroup:LogGroup").flatMap(({ inputs }) => inputs?.region ?? []);
    expect(logs).toEqual(["us-east-1"]);
    const { violations, faults } = verdictOn(graph, { stack: "demo-prod", file: "any" });
    expect([violations.map(({ policy, urn, message }) => [policy, urn, message]), faults]).toEqual([[], []]);
  });
});
