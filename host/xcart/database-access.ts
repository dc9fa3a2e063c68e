import type { DatabaseAccess } from "../../domain/contracts/database-access.ts";
import { nodePaths } from "../node.ts";
import { source } from "../source.ts";
import { localConfig } from "./local-config.ts";

const of = (name: string) => source(import.meta.url, name);

/** Files with which X-Cart connects to its database, the same on a node and where a release is built. */
export const databaseAccess: DatabaseAccess = {
  localConfig,
  authorityFolder: nodePaths.databaseAuthorityFolder,
  authorities: of("authorities.sh"),
  copyUser: of("copy-user.php"),
  databaseUrl: of("database-url.php"),
  scenario: of("scenario.php"),
};
