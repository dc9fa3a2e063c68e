import type { Assumptions } from "../assumptions.ts";
import { type Charge, exactly, type Rule, type RuleContext, textIn } from "../charge.ts";

/** Something of an account that is billed by an assumption. */
const byUse =
  (what: string, price: string, count: (assumptions: Assumptions) => number, counted?: string, units = 1): Rule =>
  (_, { assumptions }: RuleContext): Charge[] => [
    { what, group: "account", basis: "use", price, count: exactly(count(assumptions)), ...(counted && { counted }), units },
  ];

const both =
  (...rules: readonly Rule[]): Rule =>
  (inputs, context, resource) =>
    rules.flatMap((rule) => rule(inputs, context, resource));

/** GuardDuty's features by their names. */
const features: Readonly<Record<string, Rule>> = {
  S3_DATA_EVENTS: byUse(
    "events of buckets that GuardDuty reads",
    "guardduty.s3",
    ({ dataEventsMillions }) => dataEventsMillions,
    "million",
  ),
  RDS_LOGIN_EVENTS: byUse(
    "database processors that GuardDuty watches",
    "guardduty.database",
    ({ databaseProcessors }) => databaseProcessors,
  ),
  EBS_MALWARE_PROTECTION: byUse("of volumes that GuardDuty scans", "guardduty.malware", ({ malwareGb }) => malwareGb, "GB"),
  RUNTIME_MONITORING: byUse("processors that GuardDuty watches", "guardduty.runtime", ({ processors }) => processors),
  // Lambda functions outside the network: what they send is not worth a line.
  LAMBDA_NETWORK_LOGS: () => [],
};

const feature: Rule = (inputs, context, resource) => {
  const name = textIn(inputs.name);
  if (inputs.status !== "ENABLED") return [];
  const rule = features[name] ?? byUse(`GuardDuty's ${name}`, `guardduty.${name}`, () => 1);
  return rule(inputs, context, resource);
};

const analyzer: Rule = (inputs, context, resource) =>
  inputs.type === "ACCOUNT_UNUSED_ACCESS"
    ? byUse("roles and users checked for unused access", "access-analyzer.identity", ({ identities }) => identities)(
        inputs,
        context,
        resource,
      )
    : [];

/** Rules for what an account has once. */
export const accountRules: Readonly<Record<string, Rule>> = {
  "aws:accessanalyzer/analyzer:Analyzer": analyzer,
  "aws:cfg/conformancePack:ConformancePack": byUse(
    "evaluations of the conformance pack",
    "config.pack",
    ({ configEvaluations }) => configEvaluations,
  ),
  "aws:cfg/recorder:Recorder": byUse("changes that AWS Config records", "config.item", ({ configChanges }) => configChanges),
  "aws:cloudtrail/trail:Trail": both(
    byUse("data events in the trail", "cloudtrail.data", ({ dataEventsMillions }) => dataEventsMillions, "million", 10),
    // Rates of calls and of errors are two kinds of insight.
    byUse("calls checked for insights, twice", "cloudtrail.insight", ({ callsMillions }) => callsMillions, "million", 20),
  ),
  "aws:guardduty/detector:Detector": both(
    byUse("calls that GuardDuty reads", "guardduty.calls", ({ callsMillions }) => callsMillions, "million"),
    byUse("of traffic logs that GuardDuty reads", "guardduty.traffic", ({ trafficGb }) => trafficGb, "GB"),
  ),
  "aws:guardduty/detectorFeature:DetectorFeature": feature,
  "aws:inspector2/enabler:Enabler": both(
    byUse("instances that Inspector scans", "inspector.instance", ({ instances }) => instances),
    byUse("functions that Inspector scans", "inspector.function", ({ functions }) => functions),
    byUse("functions whose code Inspector scans", "inspector.code", ({ functions }) => functions),
  ),
  "aws:securityhub/account:Account": byUse("checks of Security Hub", "security-hub.check", ({ hubChecks }) => hubChecks),
};
