import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { NodeSettings, NodeValues } from "../../host/node.ts";
import type { Automation } from "../components/xcart-release/automation-schema.ts";
import { Cloud } from "../components/xcart-release/cloud.ts";
import { execute } from "../components/xcart-release/interpreter.ts";
import { Machine } from "../components/xcart-release/machine.ts";
import { type UsersStage, usersStage } from "../support/database-users.ts";
import { program } from "../support/emulators/programs.ts";
import { freePort } from "../support/emulators/server.ts";
import { type Valkey, plainValkey, valkey } from "../support/emulators/valkey.ts";
import { apiKey, nodeSettings } from "../support/shop/stage.ts";
import { standInLicence } from "../support/xcart/stand-in.ts";
import { copyMaster, type Databases, databases } from "./database.ts";
import { makeFileSystem, type StoreNode, storeNode } from "./node.ts";

/** The stack of the store. */
export const stack = "shop-staging";
/** The name that shoppers know. */
export const domain = nodeSettings.domain;

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** Secrets of a store, by what they are for. */
type Secrets = Readonly<Record<"cache" | "sessions" | "application" | "api" | "licence" | "administrator" | "copy", string>>;

/** An account with what `pulumi up` makes of a store before its first release, and what plays it on this machine. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), "xcart-store-"));
  readonly fileSystem = makeFileSystem(join(this.folder, "file-system"));
  /** What X-Cart's marketplace gives. */
  readonly market = join(this.folder, "market");
  readonly cloud: Cloud;
  readonly machine: Machine;
  readonly data: Databases;
  readonly users: UsersStage;
  readonly secrets: Secrets;
  /** Database snapshots that documents have made, by their names. */
  readonly snapshots = new Map<string, string>();
  nodes: readonly StoreNode[] = [];
  readonly #caches: { readonly cache: Valkey; readonly sessions: Valkey; readonly builder: Valkey };

  private constructor(parts: Pick<World, "cloud" | "machine" | "data" | "users" | "secrets"> & { readonly caches: World["#caches"] }) {
    ({ cloud: this.cloud, machine: this.machine, data: this.data, users: this.users, secrets: this.secrets } = parts);
    this.#caches = parts.caches;
  }
}
