/** Metrics of the watch of the payment page, each with the dimension `stack`; the policies look for alarms on them. */
export const paymentPageMetrics = {
  /** 1 for each visit that reached the payment step and saw all of it. */
  visits: "PaymentPageVisits",
  /** Differences from the agreed page, of all visits of a run. */
  differences: "PaymentPageDifferences",
  /** Faults that kept visits of a run from seeing what they should. */
  faults: "PaymentPageFaults",
} as const;

/**
 * The managed runtime: AWS patches it by a new version each month or two, and none changes by itself. The newest by
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_nodejs_playwright.html as of 2026-11-30.
 */
export const watchRuntime = { version: "syn-nodejs-playwright-9.0", module: "@aws/synthetics-playwright" } as const;

/**
 * Limits of CloudWatch Synthetics (docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryRunConfigInput.html): memory in steps
 * of 64 MiB, of which a browser with two tabs takes less than half.
 */
export const watchRun = {
  memoryMiB: 2048,
  /** Timeout of one run, the maximum of Synthetics. */
  seconds: 840,
  /** Bytes of all environment variables. */
  environmentBytes: 4096,
} as const;

/** Seconds until every server of WAF knows a changed IP set; AWS says that it takes some, and minutes at worst. */
export const passSeconds = 45;

/** Maximum duration of one visit. */
const MAX_VISIT_SECONDS = 240;

/** Seconds that each visit of a run has; the rest is for the pass and for what is written down. */
export const visitSeconds = (visits: number): number =>
  Math.min(MAX_VISIT_SECONDS, Math.floor((watchRun.seconds - passSeconds - 60) / visits));

/**
 * The header by which the web ACL knows the watch. Its value is an IPv6 address that stands for nothing: 128 random bits, new for each
 * run, in an IP set that only the watch fills. WAF compares an address in a header with a set for one unit of capacity.
 */
export const passHeader = "X-Store-Visit";

/** The rule that marks the watch's requests, and the set that it asks: `<stack>-visit-ipv6`. */
export const passRule = "visit";

/** The set's name in AWS. */
export const passSetName = (stack: string): string => `${stack}-${passRule}-ipv6`;

/** Name of the canary. */
export const watchName = (stack: string): string => `${stack}-payment-page`;

/** The parameter in which the watch remembers what it has told, so that a mail names what is new. */
export const toldParameter = (stack: string): string => `/${stack}/payment-page/told`;

/** Where evidence of a stack lies in its archive. */
export const evidencePrefix = (stack: string): string => `records/payment-page/${stack}/`;

/** Where the canary's code lies in the store's bucket of logs until it is deployed, and what its runtime writes of each run. */
export const watchPlaces = { code: "payment-page/code", runs: "payment-page/runs" } as const;

/** The canary's namespace, in which AWS's runtime counts runs; ours are counted by its log. */
export const watchNamespace = "CloudWatchSynthetics";

/** The longest name of a canary of which AWS keeps all in the name of its function, in characters. */
const KEPT = 21;

/**
 * Prefix of the name of the canary's function, after `cwsyn-`: AWS names it `cwsyn-<name>-<UUID>`, of 64 characters, so of a longer name
 * the end is missing. By the stack's name alone, which is known in advance. `{canary}` in patterns of ARNs.
 */
export const canaryBeginning = (stack: string): string => `${stack}-`.slice(0, KEPT);

/** The log groups that AWS names after the function. */
export const watchLog = (stack: string): string => `/aws/lambda/cwsyn-${canaryBeginning(stack)}*`;

/** The environment variable that says what only AWS knows, as JSON. */
export const watchVariable = "WATCH";

/** The environment variable with the runbook that emails link to: its address, or its path in the repository. */
export const runbookVariable = "RUNBOOK";
