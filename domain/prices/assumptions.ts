/** Monthly assumptions for the costs by use of any stack. */
export interface CommonAssumptions {
  /** GB in buckets. */
  readonly bucketGb: number;
  /** Writes to buckets, in thousands. */
  readonly bucketWritesThousands: number;
  /** GB that come into CloudWatch Logs. */
  readonly logsGb: number;
  /** GB that it keeps. */
  readonly logsKeptGb: number;
  /** Calls of KMS, in tens of thousands. */
  readonly kmsTenThousands: number;
  /** Seconds that a scheduled function runs. */
  readonly functionSeconds: number;
}

/** Monthly assumptions for a store's costs by use. */
export interface StoreAssumptions extends CommonAssumptions {
  /** Requests at the load balancer, in millions. */
  readonly requestsMillions: number;
  /** The part of them for pages, which Bot Control looks at, in millions. */
  readonly pagesMillions: number;
  /** GB to visitors. */
  readonly outGb: number;
  /** GB through NAT gateways and the network firewall. */
  readonly natGb: number;
  /** GB through interface endpoints. */
  readonly endpointGb: number;
  /** Names that nodes ask for and the public asks for, in millions. */
  readonly dnsMillions: number;
  /** GB of shared files. */
  readonly filesGb: number;
  /** GB read from them. */
  readonly filesReadGb: number;
  /** GB written to them. */
  readonly filesWrittenGb: number;
  /** GB of database backups in each vault. */
  readonly backupDatabaseGb: number;
  /** GB of file backups in each vault. */
  readonly backupFilesGb: number;
  /** Metrics of our own and of the nodes' agents, beside those of log filters. */
  readonly customMetrics: number;
  /** Emails that the store sends, in thousands. */
  readonly mailsThousands: number;
}

/** Monthly assumptions for an account's costs by use; of all stores in it and its Region together. */
export interface AccountAssumptions extends CommonAssumptions {
  /** Instances. */
  readonly instances: number;
  /** Their virtual processors. */
  readonly processors: number;
  /** Virtual processors of its databases. */
  readonly databaseProcessors: number;
  /** Functions. */
  readonly functions: number;
  /** Roles and users. */
  readonly identities: number;
  /** Changes that AWS Config records. */
  readonly configChanges: number;
  /** Evaluations of the conformance pack. */
  readonly configEvaluations: number;
  /** Checks of Security Hub. */
  readonly hubChecks: number;
  /** Management events, in millions. */
  readonly callsMillions: number;
  /** Data events of buckets and functions, in millions. */
  readonly dataEventsMillions: number;
  /** GB of flow and DNS logs that GuardDuty reads. */
  readonly trafficGb: number;
  /** GB of volumes that GuardDuty scans. */
  readonly malwareGb: number;
}

/** All of them; of a store the account's are not asked, and the other way round. */
export type Assumptions = StoreAssumptions & AccountAssumptions;

/** Assumptions for a shop with some 100,000 visits a month. */
export const prodAssumptions: StoreAssumptions = {
  requestsMillions: 5,
  pagesMillions: 1,
  outGb: 250,
  natGb: 50,
  endpointGb: 50,
  dnsMillions: 5,
  filesGb: 50,
  filesReadGb: 100,
  filesWrittenGb: 10,
  backupDatabaseGb: 300,
  backupFilesGb: 150,
  bucketGb: 50,
  bucketWritesThousands: 300,
  logsGb: 30,
  logsKeptGb: 100,
  customMetrics: 40,
  kmsTenThousands: 100,
  mailsThousands: 20,
  functionSeconds: 2,
};

/** Assumptions for a copy for developers and testers. */
export const trialAssumptions: StoreAssumptions = {
  requestsMillions: 0.1,
  pagesMillions: 0.02,
  outGb: 5,
  natGb: 10,
  endpointGb: 10,
  dnsMillions: 1,
  filesGb: 10,
  filesReadGb: 10,
  filesWrittenGb: 2,
  backupDatabaseGb: 20,
  backupFilesGb: 10,
  bucketGb: 5,
  bucketWritesThousands: 50,
  logsGb: 5,
  logsKeptGb: 10,
  customMetrics: 25,
  kmsTenThousands: 30,
  mailsThousands: 0.5,
  functionSeconds: 2,
};

/** Assumptions for an account with a store in three environments. */
export const accountAssumptions: AccountAssumptions = {
  bucketGb: 50,
  bucketWritesThousands: 300,
  logsGb: 30,
  logsKeptGb: 100,
  kmsTenThousands: 100,
  functionSeconds: 2,
  instances: 4,
  processors: 8,
  databaseProcessors: 6,
  functions: 25,
  identities: 150,
  configChanges: 5000,
  configEvaluations: 30000,
  hubChecks: 20000,
  callsMillions: 2,
  dataEventsMillions: 1,
  trafficGb: 20,
  malwareGb: 30,
};

/** Default assumptions for a store; the account's do not apply to it. */
export const storeAssumptionsIn = (environment: "dev" | "staging" | "prod"): Assumptions => ({
  ...accountAssumptions,
  ...(environment === "prod" ? prodAssumptions : trialAssumptions),
});

/** Default assumptions for an account; the store's do not apply to it. */
export const assumptionsOfAccount: Assumptions = { ...prodAssumptions, ...accountAssumptions };
