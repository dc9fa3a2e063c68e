import { readFileSync } from "node:fs";
import { type Connection, createConnection } from "mysql2/promise";
import { isRecord } from "../../domain/values.ts";

/** Address and credentials of a database, in memory only. */
export interface Access {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** PEM file of who may have signed the server's certificate. @default - AWS's own authorities, as Lambda's runtime has them */
  readonly certificateFile?: string | undefined;
}

/** AWS's own authorities, RDS's among them (docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html). */
const runtimeCertificates = "/var/runtime/ca-cert.pem";

/** Milliseconds for a connection to come about. */
const connectTimeout = 10_000;

/** Connects over TLS 1.2 or newer, the server's certificate and name verified. Throws mysql2's errors. */
export async function connect({ certificateFile = runtimeCertificates, ...server }: Access): Promise<Connection> {
  const connection = await createConnection({
    ...server,
    connectTimeout,
    ssl: { ca: readFileSync(certificateFile, "utf8"), minVersion: "TLSv1.2", rejectUnauthorized: true, verifyIdentity: true },
    supportBigNumbers: true,
  });
  // An error outside a query would end the function; the next query reports it.
  connection.on("error", () => {});
  return connection;
}

/** mysql2's or the server's name of an error, such as `ER_ACCESS_DENIED_ERROR`. */
export const codeOf = (error: unknown): string => (isRecord(error) && typeof error.code === "string" ? error.code : "");

/** Whether the connection broke, which says nothing of the data. */
export const isBroken = (error: unknown): boolean =>
  ["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ECONNREFUSED", "ER_SERVER_SHUTDOWN"].includes(codeOf(error));
