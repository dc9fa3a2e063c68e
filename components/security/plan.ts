import { dataPorts } from "../../domain/defaults/ports.ts";

/** The parts of a store that have a security group. */
export const groups = {
  edge: "Load balancer: from the internet, to the nodes",
  web: "Nodes: from the load balancer, to data, AWS and the allowed hosts",
  builder: "Builder of releases: to the database and its copy, AWS and the allowed hosts",
  copy: "Copy of the database for the builder: from the builder only",
  canary: "Canary: to the store by its public name, nowhere else",
  users: "Changes the passwords of the database's users: to the database and AWS, nowhere else",
  database: "Database: from the nodes, the builder, and what changes its users' passwords",
  cache: "Cache and sessions: from the nodes only",
  files: "Shared files: from the nodes only",
  endpoints: "AWS services: from the nodes, the builder, and functions beside them",
  validation: "Looks at restored backups: to the restored database and AWS, nowhere else",
  restored: "Restored database: from what looks at it only",
  isolated: "A node that may be compromised: nothing in, nothing out",
} as const;

/** One of {@link groups}. */
export type Group = keyof typeof groups;

/** A connection that is allowed: one rule at each end that is a group. */
export interface Flow {
  readonly from: Group | "internet" | "internet-v6";
  readonly to: Group | "internet" | "s3";
  readonly port: number;
  /** Why it is needed (PCI DSS 1.2.5). */
  readonly because: string;
}

/**
 * Every connection of a store: what is not here is denied. Nodes reach `internetPorts` of the internet, by NAT, and the load balancer
 * `edgePorts`, by addresses of its own.
 */
export function planFlows(internetPorts: readonly number[], edgePorts: readonly number[]): Flow[] {
  const outside = ["internet", "internet-v6"] as const;
  return [
    ...outside.map((from): Flow => ({ from, to: "edge", port: 443, because: "Shoppers" })),
    ...outside.map((from): Flow => ({ from, to: "edge", port: 80, because: "Redirect to HTTPS" })),
    { from: "edge", to: "web", port: 443, because: "Requests and health checks, TLS" },
    ...edgePorts.map((port): Flow => ({ from: "edge", to: "internet", port, because: "Tokens of staff who sign in" })),
    { from: "builder", to: "copy", port: dataPorts.database, because: "MySQL of the copy" },
    { from: "builder", to: "database", port: dataPorts.database, because: "MySQL of the store, when it is installed or upgraded" },
    { from: "builder", to: "endpoints", port: 443, because: "AWS services" },
    { from: "builder", to: "s3", port: 443, because: "Releases and packages" },
    { from: "builder", to: "internet", port: 443, because: "Marketplace, packages, other allowed hosts" },
    { from: "canary", to: "internet", port: 443, because: "The store, by its public name and through its firewall" },
    { from: "web", to: "database", port: dataPorts.database, because: "MySQL" },
    { from: "web", to: "cache", port: dataPorts.cache, because: "Valkey, TLS" },
    { from: "web", to: "files", port: dataPorts.files, because: "NFS in TLS" },
    { from: "web", to: "endpoints", port: 443, because: "AWS services" },
    { from: "web", to: "s3", port: 443, because: "Releases and packages" },
    { from: "users", to: "database", port: dataPorts.database, because: "Makes the users, tries their passwords" },
    { from: "users", to: "endpoints", port: 443, because: "AWS services" },
    { from: "validation", to: "restored", port: dataPorts.database, because: "MySQL of a restored backup" },
    { from: "validation", to: "endpoints", port: 443, because: "AWS services" },
    { from: "validation", to: "s3", port: 443, because: "Restored files, evidence" },
    ...internetPorts.map(
      (port): Flow => ({ from: "web", to: "internet", port, because: port === 443 ? "Allowed hosts, HTTPS" : "Mail submission, STARTTLS" }),
    ),
  ];
}
