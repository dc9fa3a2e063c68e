import { nodeRole, php } from "./analysis.ts";
import { account, store } from "./names.ts";

/** Someone whom the page has a section of. */
export interface Actor {
  /** Whom he is in the analysis; shop staff have no way to AWS. */
  readonly name: string;
  readonly title: string;
  readonly what: string;
}

export const staff = "staff";

const role = (part: string) => `${account}-${part}`;

/** In the page's order, from who has least to who has all. */
export const cast: readonly Actor[] = [
  {
    name: php,
    title: "PHP on a node",
    what: "Someone runs programs in X-Cart's PHP: a hole in X-Cart, or in an add-on. Only root on a node gets at the node's role.",
  },
  { name: nodeRole, title: "Root on a node", what: "Someone is root on a web node of production, or has the keys of its role." },
  {
    name: staff,
    title: "Staff of the shop",
    what: "Someone signs in to X-Cart's administration as its administrator, from an address of staff, with the second factor.",
  },
  { name: role("auditor"), title: "Auditor", what: "Someone has the session of an auditor." },
  { name: role("developer"), title: "Developer", what: "Someone has the session of a developer." },
  { name: role("operator"), title: "Operator", what: "Someone has the session of an operator." },
  { name: role("administrator"), title: "Administrator", what: "Someone has the session of an administrator of the account." },
  {
    name: role("plan-demo-dev"),
    title: "Plans of dev",
    what: "Anyone who may plan demo-dev, or has its job's token: no one approves it. Nothing of production may be below.",
  },
  {
    name: role("plan-demo-prod"),
    title: "Plans of production",
    what: `Anyone who may plan ${store}, or has its job's token, before anyone has approved anything. Jobs of pull requests have no role.`,
  },
  {
    name: role("deploy-demo-dev"),
    title: "CI of dev",
    what: "Anyone who may deploy demo-dev, or has its job's token. Nothing of production may be below.",
  },
  { name: role("deploy-demo-staging"), title: "CI of staging", what: "Anyone who may deploy demo-staging, or has its job's token." },
  { name: role("deploy-demo-prod"), title: "CI of production", what: `Anyone who may deploy ${store}, or has its job's token.` },
  {
    name: "break-glass",
    title: "Break-glass",
    what: "Someone has taken the role for emergencies. It keeps what no one else may: backups, keys' policies, the account's roles, and is root in all but name. The demo's locks are of the mode governance; with compliance (`backup.lock.mode`, `logArchive.mode`) recovery points and archive survive it and root.",
  },
  { name: "root", title: "Root of the account", what: "Someone has the account's root user." },
];
