import { expect, test } from "@jest/globals";
import { verdictOn } from "../../cli/check/verdict.ts";
import { UNKNOWN } from "../support/offline.ts";
import { graphWith, nameOf, ofType } from "./graphs.ts";

test("without an account's number and a zone's id, what is made of them is unknown in a preview, and no policy takes it for missing", async () => {
  const graph = await graphWith("demo-prod", { accountId: undefined, dns: { zone: "shop.example.com" } });
  expect(ofType(graph, "aws:s3/bucket:Bucket").map((bucket) => [nameOf(bucket), bucket.inputs?.bucket])).toEqual([
    ["logs", UNKNOWN],
    ["releases", UNKNOWN],
  ]);
  expect(new Set(ofType(graph, "aws:route53/record:Record").map(({ inputs }) => inputs?.zoneId))).toEqual(new Set([UNKNOWN]));
  expect(graph.filter(({ inputs }) => JSON.stringify(inputs ?? {}).includes("undefined")).map(nameOf)).toEqual([]);
  expect(verdictOn(graph, { stack: "demo-prod", file: "stacks/Pulumi.demo-prod.yaml" }).violations).toEqual([]);
});
