import { z } from "zod";
import { accountAssumptions, prodAssumptions, trialAssumptions } from "../../../domain/prices/assumptions.ts";

/** An amount in a month; `what` is counted in `unit`. */
const amount = (unit: string, what: string, fallback: string) =>
  z
    .number({ error: `${unit}, from 0` })
    .min(0, `${unit}, from 0`)
    .max(1e9, `${unit}, at most 1,000,000,000`)
    .optional()
    .describe(`${what}, in a month. Default: ${fallback}.`);

const inStore = (unit: string, what: string, name: keyof typeof prodAssumptions) =>
  amount(unit, what, `${prodAssumptions[name]} in prod, ${trialAssumptions[name]} elsewhere`);

const inAccount = (unit: string, what: string, name: keyof typeof accountAssumptions) =>
  amount(unit, what, String(accountAssumptions[name]));

const assumed = "Use that `store cost` assumes. It changes nothing in AWS.";

/** `costs` of a store. */
export const storeCosts = z
  .strictObject({
    requestsMillions: inStore("millions of requests", "Requests at the load balancer and the web ACL, in millions", "requestsMillions"),
    pagesMillions: inStore("millions of requests", "Of these, those of pages, which Bot Control inspects, in millions", "pagesMillions"),
    outGb: inStore("GB", "GB to visitors", "outGb"),
    natGb: inStore("GB", "GB through NAT gateways or the network firewall", "natGb"),
    endpointGb: inStore("GB", "GB through interface endpoints", "endpointGb"),
    dnsMillions: inStore(
      "millions of names",
      "Names looked up by nodes, and by the public in the store's zone, in millions",
      "dnsMillions",
    ),
    filesGb: inStore("GB", "GB of shared files", "filesGb"),
    filesReadGb: inStore("GB", "GB read from shared files", "filesReadGb"),
    filesWrittenGb: inStore("GB", "GB written to shared files", "filesWrittenGb"),
    backupDatabaseGb: inStore("GB", "GB of database backups in each vault", "backupDatabaseGb"),
    backupFilesGb: inStore("GB", "GB of file backups in each vault", "backupFilesGb"),
    bucketGb: inStore("GB", "GB in buckets", "bucketGb"),
    bucketWritesThousands: inStore("thousands of writes", "Writes to buckets, in thousands", "bucketWritesThousands"),
    logsGb: inStore("GB", "GB that come into CloudWatch Logs", "logsGb"),
    logsKeptGb: inStore("GB", "GB that CloudWatch Logs keeps", "logsKeptGb"),
    customMetrics: inStore("a number of metrics", "Metrics of nodes and functions, beside those of log filters", "customMetrics"),
    kmsTenThousands: inStore("tens of thousands of calls", "Calls of KMS, in tens of thousands", "kmsTenThousands"),
    mailsThousands: inStore("thousands of emails", "Emails to customers, in thousands", "mailsThousands"),
    functionSeconds: inStore("seconds", "Seconds that one run of a scheduled function takes", "functionSeconds"),
  })
  .prefault({})
  .describe(assumed);

/** `costs` of an account. */
export const accountCosts = z
  .strictObject({
    instances: inAccount("a number of instances", "Instances that Inspector scans", "instances"),
    processors: inAccount("a number of processors", "Virtual processors of instances that GuardDuty watches", "processors"),
    databaseProcessors: inAccount("a number of processors", "Virtual processors of databases that GuardDuty watches", "databaseProcessors"),
    functions: inAccount("a number of functions", "Functions that Inspector scans", "functions"),
    identities: inAccount("a number of roles and users", "Roles and users that Access Analyzer analyzes", "identities"),
    configChanges: inAccount("a number of changes", "Changes that AWS Config records", "configChanges"),
    configEvaluations: inAccount("a number of evaluations", "Evaluations of the conformance pack", "configEvaluations"),
    hubChecks: inAccount("a number of checks", "Checks of Security Hub", "hubChecks"),
    callsMillions: inAccount("millions of calls", "Management events of AWS calls, in millions", "callsMillions"),
    dataEventsMillions: inAccount(
      "millions of events",
      "Data events of buckets and functions in the trail, in millions",
      "dataEventsMillions",
    ),
    trafficGb: inAccount("GB", "GB of flow and DNS logs that GuardDuty reads", "trafficGb"),
    malwareGb: inAccount("GB", "GB of volumes that GuardDuty scans", "malwareGb"),
    bucketGb: inAccount("GB", "GB in buckets", "bucketGb"),
    bucketWritesThousands: inAccount("thousands of writes", "Writes to buckets, in thousands", "bucketWritesThousands"),
    logsGb: inAccount("GB", "GB that come into CloudWatch Logs", "logsGb"),
    logsKeptGb: inAccount("GB", "GB that CloudWatch Logs keeps", "logsKeptGb"),
    kmsTenThousands: inAccount("tens of thousands of calls", "Calls of KMS, in tens of thousands", "kmsTenThousands"),
    functionSeconds: inAccount("seconds", "Seconds that one run of a scheduled function takes", "functionSeconds"),
  })
  .prefault({})
  .describe(`${assumed} It covers all of the account in its Region.`);
