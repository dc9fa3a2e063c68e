import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";

export const fileSystem = "aws:efs/fileSystem:FileSystem";
export const accessPoint = "aws:efs/accessPoint:AccessPoint";

/** The statements of a file system's policy; none if every client that reaches a mount target may mount. */
export const policyOf = (files: Resource, stack: Stack): PolicyStatement[] =>
  stack
    .referring(files, "fileSystemId", ["aws:efs/fileSystemPolicy:FileSystemPolicy"])
    .flatMap((holder) => statementsOf(holder, "policy") ?? []);
