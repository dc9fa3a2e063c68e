import { type HostFile, nodeCommands, nodePaths } from "../node.ts";
import { source } from "../source.ts";
import { databaseAccess } from "./database-access.ts";
import { unitFiles } from "./units.ts";

/** X-Cart's configuration on a node, and its background jobs. The same for every store: the store's own values come at boot. */
export function xcartFiles(): HostFile[] {
  const of = (name: string) => source(import.meta.url, name);
  return [
    { path: nodeCommands.environment, mode: 0o700, content: of("environment.sh") },
    { path: `${nodePaths.host}/environment.php`, mode: 0o644, content: of("environment.php") },
    { path: `${nodePaths.host}/environment-values.php`, mode: 0o644, content: of("environment-values.php") },
    { path: `${nodePaths.host}/api-keys.php`, mode: 0o644, content: of("api-keys.php") },
    { path: `${nodePaths.host}/database-url.php`, mode: 0o644, content: databaseAccess.databaseUrl },
    { path: "/usr/local/lib/xcart/authorities.sh", mode: 0o644, content: databaseAccess.authorities },
    { path: `${nodePaths.host}/xcart-hosting.yaml`, mode: 0o644, content: databaseAccess.localConfig },
    { path: `${nodePaths.host}/lease.php`, mode: 0o644, content: of("lease.php") },
    { path: `${nodePaths.host}/database-check`, mode: 0o755, content: of("database-check.sh") },
    ...unitFiles(),
  ];
}
