import { expect, test } from "@jest/globals";
import { createOutputsOnRead } from "../../cli/offline/lazy-outputs.ts";
import { toPatch } from "../../domain/patched.ts";
import { readResourcesOnce } from "../../policies/model/crossguard-wire.ts";

test("a patch that finds nothing to patch says so, instead of doing nothing", () => {
  expect(() => createOutputsOnRead({})).toThrow(
    "@pulumi/pulumi/runtime/rpc.js transferProperties: not found, expected what the pinned version has; adapt the patch with the version",
  );
  expect(() => readResourcesOnce({})).toThrow("@pulumi/policy/deserialize.js deserializeProperties: not found");
  expect(() => toPatch(undefined, "@pulumi/pulumi/runtime/debuggable.js debuggablePromise")).toThrow("debuggablePromise: not found");
  expect(toPatch(1, "one")).toBe(1);
});
