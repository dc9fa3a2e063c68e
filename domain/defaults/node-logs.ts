/** Log groups of a store's nodes, known in advance: what they serve and run, and what auditors ask for. Logins have their own. */
export const nodeLogNames = {
  web: (stack: string): string => `/${stack}/web`,
  audit: (stack: string): string => `/${stack}/audit`,
} as const;

/** Metrics of the nodes' own lines, `{"event":…,"outcome":…,"stack":…}`, in the namespace of metrics.ts, by `stack`. */
export const nodeMetrics = {
  BootFailed: '{ $.event = "boot" && $.outcome = "failed" }',
  IntegrityLooked: '{ $.event = "integrity" && $.outcome != "broken" }',
  IntegrityFindings: '{ $.event = "integrity" && $.outcome = "findings" }',
  IntegrityBroken: '{ $.event = "integrity" && $.outcome = "broken" }',
  LoginLockOpen: '{ $.event = "login-lock" && ($.outcome = "open" || $.outcome = "error" || $.outcome = "full") }',
  LoginSpray: '{ $.event = "login-lock" && $.outcome = "spray" }',
  OrderDeclines: '{ $.event = "order-declines" && $.outcome = "over" }',
  OrderDeclinesOpen: '{ $.event = "order-declines" && ($.outcome = "open" || $.outcome = "error") }',
  BlockedHosts: '{ $.event = "blocked-host" && $.outcome = "new" }',
  ScriptsLooked: '{ $.event = "scripts" && $.outcome != "broken" }',
  ScriptsChanged: '{ $.event = "scripts" && $.outcome = "changed" }',
  ScriptsBroken: '{ $.event = "scripts" && $.outcome = "broken" }',
  MailWaiting: '{ $.event = "mail-waiting" && $.seconds > 900 }',
  MailFailed: '{ $.event = "mail-failed" }',
} as const;
