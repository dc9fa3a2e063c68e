import { z } from "zod";
import { maxStorageGiB, storageGrowth } from "../../../domain/defaults/database.ts";
import { databasePasswordDays } from "../../../domain/defaults/database-users.ts";
import { cacheNodeTypes, databaseClasses } from "../../../domain/defaults/instance-types.ts";
import { byEnvironment } from "../profiles.ts";
import { dailyWindow, graviton, on, safeguard, wholeNumber } from "./fields.ts";

/** `database`. */
export const database = z
  .strictObject({
    instanceClass: graviton(databaseClasses)
      .optional()
      .describe(`The database's size. Default: ${byEnvironment(({ database: of }) => of.instanceClass)}.`),
    storageGiB: wholeNumber(20, 59578, "GiB")
      .optional()
      .describe(`Initial storage, gp3. Default: ${byEnvironment(({ database: of }) => of.storageGiB)}.`),
    maximumStorageGiB: wholeNumber(22, maxStorageGiB, "GiB")
      .optional()
      .describe(`Maximum to which storage grows by itself. Default: ${storageGrowth} times storageGiB, at most ${maxStorageGiB}.`),
    multiAz: on(`A standby in a second zone. Default: ${byEnvironment(({ database: of }) => of.multiAz)}.`).optional(),
    backupWindow: dailyWindow
      .optional()
      .describe(
        "RDS's own daily snapshot, UTC, 30 minutes at least, until AWS Backup takes it over. Default: the hour three hours before `patching.window`.",
      ),
    passwordDays: wholeNumber(databasePasswordDays.min, databasePasswordDays.max, "days")
      .default(databasePasswordDays.usual)
      .describe(
        "Days after which Secrets Manager changes the passwords of the store's users in the database (PCI DSS 8.3.9: 90 at most). Requests go on: two passwords are valid at a time.",
      ),
    requireTls: safeguard("Refuses connections without TLS (require_secure_transport)."),
  })
  .prefault({})
  .describe("RDS for MySQL: its size, its standby and its passwords' age.");

/** `cache`. */
export const cache = z
  .strictObject({
    nodeType: graviton(cacheNodeTypes)
      .optional()
      .describe(`The cache's size. Default: ${byEnvironment(({ cache: of }) => of.nodeType)}.`),
    sessionsNodeType: graviton(cacheNodeTypes)
      .optional()
      .describe(`The size of the sessions-and-locks part. Default: ${byEnvironment(({ cache: of }) => of.sessionsNodeType)}.`),
    replicas: wholeNumber(0, 5, "replicas")
      .optional()
      .describe(
        `Replicas of each part; with one or more, failover is automatic. Default: ${byEnvironment(({ cache: of }) => of.replicas)}.`,
      ),
    snapshotWindow: dailyWindow
      .optional()
      .describe("Daily snapshot of sessions and locks, UTC, one hour at least. Default: the hour two hours before `patching.window`."),
    passwordGeneration: wholeNumber(1, 9999).default(1).describe("Increase it to replace the passwords (PCI DSS 8.6.3)."),
  })
  .prefault({})
  .describe("ElastiCache (Valkey): a cache, and apart from it sessions and locks.");

/** `files`. */
export const files = z
  .strictObject({
    throughput: z
      .enum(["elastic", "bursting"], { error: "elastic or bursting" })
      .default("elastic")
      .describe("bursting is cheaper, and slows down when its credits are used up."),
  })
  .prefault({})
  .describe("EFS, for the files that all web nodes share.");
