import { type NodeSettings, nodePaths, nodeUsers, releaseFolder } from "../node.ts";

/** Paths, addresses and the user of an nginx. */
export interface NginxPlace {
  /** Folder of its configuration. */
  readonly folder: string;
  /** The port to listen on, or an address and a port. */
  readonly listen: string;
  readonly user: string;
  readonly pid: string;
  /** Folder for bodies and answers that do not fit into memory; nginx makes those inside. */
  readonly temporary: string;
  readonly certificate: string;
  readonly certificateKey: string;
  readonly fpmSocket: string;
  /** The release's folder, with `public` inside. */
  readonly app: string;
  /** The script that reports the node's health. */
  readonly health: string;
  /** The marks of a closed store: for shoppers, and for staff too. */
  readonly closed: string;
  readonly closedToStaff: string;
  readonly errorLog: string;
  readonly accessLog: string;
  /** Log of browsers' reports on the content security policy, one line of JSON each. */
  readonly reportLog: string;
}

/** Timeouts for slow clients, in seconds. */
export interface Patience {
  /** For the whole header, and for the greeting of TLS. The load balancer has both before it asks. */
  readonly header: number;
  /** Between two parts of a body. */
  readonly body: number;
  /** Between two parts of an answer that the client takes. */
  readonly answer: number;
}

/** On a node. */
export const nodePatience: Patience = { header: 15, body: 20, answer: 30 };

/**
 * Their values on a node. The release by its own folder, not by the link to it: a node never serves another one, and resolving the link
 * cost a tenth of the cheapest page.
 */
export const nginxPlace = ({ release }: Pick<NodeSettings, "release">): NginxPlace => ({
  folder: "/etc/nginx",
  listen: "443",
  user: nodeUsers.web,
  pid: "/run/nginx.pid",
  temporary: "/var/lib/nginx/tmp",
  certificate: nodePaths.certificate,
  certificateKey: nodePaths.certificateKey,
  fpmSocket: nodePaths.fpmSocket,
  app: release === undefined ? nodePaths.setup : `${nodePaths.releases}/${releaseFolder(release)}`,
  health: nodePaths.health,
  closed: nodePaths.closed,
  closedToStaff: nodePaths.closedToStaff,
  errorLog: "/var/log/nginx/error.log",
  accessLog: nodePaths.accessLog,
  reportLog: nodePaths.reportLog,
});
