/** Texts by which X-Cart reaches its database over TLS on nodes. */
export interface DatabaseAccess {
  /** X-Cart's `config/local/xcart-hosting.yaml`. */
  readonly localConfig: string;
  /** The folder of authorities that it names. */
  readonly authorityFolder: string;
  /** Function for bash: `authority_folder PEM FOLDER` makes that folder. */
  readonly authorities: string;
  /** PHP script: makes a user on a copy of the database, so that the copy's master password never gets into an address. Its head says how. */
  readonly copyUser: string;
  /** PHP: `XcartNode\databaseUrl` makes `DATABASE_URL` of a host and a secret of RDS, and throws where X-Cart would misread it. */
  readonly databaseUrl: string;
  /** PHP: a program that records what an upgrade does to a database, and compares two upgrades. */
  readonly scenario: string;
}
