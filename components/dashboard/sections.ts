/** A part of a dashboard, by the pages of its alarms under docs/operations. */
export interface Section {
  readonly title: string;
  readonly runbooks: readonly string[];
}

/** Sections of a dashboard, from what shoppers notice first to what can wait until morning. A stack has those for which it has alarms. */
export const sections = [
  {
    title: "Shoppers",
    runbooks: [
      "store-down",
      "server-errors",
      "slow-answers",
      "canary",
      "payment-page",
      "payment-page-blocked",
      "payment-page-scripts",
      "order-declines",
      "card-testing",
      "releases",
    ],
  },
  {
    title: "Sign-ins and firewall",
    runbooks: [
      "firewall-blocked",
      "admin-sign-in",
      "login-attack",
      "login-bad-lines",
      "login-guard-errors",
      "login-guard-late",
      "login-lock",
      "login-mails",
    ],
  },
  { title: "Nodes", runbooks: ["unhealthy-nodes", "web-cpu", "node-memory", "node-disk", "boot-failed", "files-changed"] },
  { title: "Database", runbooks: ["database-cpu", "database-connections", "database-storage", "database-user-rotation"] },
  { title: "Cache", runbooks: ["cache-cpu", "cache-memory", "cache-replication"] },
  { title: "Files", runbooks: ["files-throughput"] },
  { title: "Ways out", runbooks: ["dns-blocked", "nat-errors"] },
  { title: "Mail", runbooks: ["mail-waiting", "mail-failed", "mail-reputation"] },
  { title: "Backups and restore tests", runbooks: ["backup-age", "backup-jobs", "backup-lock", "restore-test"] },
  { title: "Patching", runbooks: ["patching", "patches-missing", "image-age", "end-of-life"] },
  {
    title: "Certificate",
    runbooks: ["certificate-errors", "certificate-expiry", "certificate-lifetime", "certificate-silence"],
  },
  { title: "People in the account", runbooks: ["root-use", "break-glass", "console-sign-ins", "refused-calls"] },
  { title: "Changes of the account", runbooks: ["account-changes", "audit-changes", "data-deletion", "key-deletion"] },
  { title: "Scans and findings", runbooks: ["asv-scan", "scan-report", "finding-mails"] },
  { title: "Lost emails and calls", runbooks: ["lost-deliveries"] },
] as const satisfies readonly Section[];

/** Where an alarm is whose page no section has: none is left out. */
export const restTitle = "Everything else";

/** The title of the section that an alarm's page belongs to. */
export function sectionOf(runbook: string): string {
  const known: readonly Section[] = sections;
  return known.find(({ runbooks }) => runbooks.includes(runbook))?.title ?? restTitle;
}
