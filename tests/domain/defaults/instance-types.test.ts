import { _InstanceType } from "@aws-sdk/client-ec2";
import { expect, test } from "@jest/globals";
import { capacityOf } from "../../../domain/defaults/instance-memory.ts";
import { allTypes, cacheNodeTypes, databaseClasses, nearestType, nodeTypes } from "../../../domain/defaults/instance-types.ts";

test("the nodes' list is the SDK's, but for those whose memory no one knows here", () => {
  const known = Object.values(_InstanceType).filter((type) => /^(t4g|[a-z]+\d+g[a-z]*)\./.test(type) && capacityOf(type));
  // What is newer than the list is let in by adding it, with its day.
  expect(allTypes(nodeTypes).filter((type) => !known.some((other) => other === type))).toEqual([]);
  expect(known.filter((type) => !allTypes(nodeTypes).includes(type))).toEqual([]);
});

test("a type that does not exist is answered with one that does", () => {
  const near = (list: typeof nodeTypes, ...types: string[]) => types.map((type) => nearestType(list, type));
  expect(
    near(databaseClasses, "db.t4g.gigantic", "db.t4g.nano", "db.m7g.24xlarge", "db.m7g.medium", "db.m99g.large", "db.q7g.large"),
  ).toEqual(["db.t4g.large", "db.t4g.micro", "db.m7g.16xlarge", "db.m7g.large", "db.m8g.large", "db.r7g.large"]);
  expect(near(cacheNodeTypes, "cache.t4g.large", "cache.r6gd.xlarge", "cache.m9g.48xlarge")).toEqual([
    "cache.t4g.medium",
    "cache.r6g.xlarge",
    "cache.m8g.16xlarge",
  ]);
  expect(near(nodeTypes, "m7g.24xlarge", "c10gn.3xlarge", "t4g.4xlarge")).toEqual(["m7g.16xlarge", "c8gn.4xlarge", "t4g.2xlarge"]);
  for (const list of [nodeTypes, databaseClasses, cacheNodeTypes]) {
    expect(
      ["a1g.large", "zz9g.metal"]
        .map((type) => nearestType(list, `${list.prefix}${type}`))
        .filter((type) => !allTypes(list).includes(type)),
    ).toEqual([]);
  }
});
