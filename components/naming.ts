import { getStack } from "@pulumi/pulumi";
import { backupTag } from "../domain/defaults/backup.ts";

/** The `Name` tag that the AWS console shows: the stack and the part. Everything else about tags is the provider's defaultTags. */
export const nameTag = (part: string): Record<string, string> => ({ Name: `${getStack()}-${part}` });

/** The tag that puts a data store into the stack's backup plans. */
export const backupTags = (): Record<string, string> => ({ [backupTag]: getStack() });

/** A component's type token, `xcart-hosting:index:<Noun>`. It is part of each URN: changing one needs an alias. */
export const typeToken = (noun: string): string => `xcart-hosting:index:${noun}`;
