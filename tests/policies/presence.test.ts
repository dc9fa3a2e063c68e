import { accessanalyzerAnalyzerMissingInAccount } from "../../policies/accessanalyzer/analyzer-missing-in-account.ts";
import { accountContactMissingForSecurity } from "../../policies/account/contact-missing-for-security.ts";
import { accountSpendingMissingAlert } from "../../policies/account/spending-missing-alert.ts";
import { cloudtrailTrailMissingInAccount } from "../../policies/cloudtrail/trail-missing-in-account.ts";
import { cloudwatchMetricFilterMissingInAccount } from "../../policies/cloudwatch/metric-filter-missing-in-account.ts";
import { configConformancePackMissingInAccount } from "../../policies/config/conformance-pack-missing-in-account.ts";
import { configRecorderMissingInAccount } from "../../policies/config/recorder-missing-in-account.ts";
import { guarddutyDetectorMissingInAccount } from "../../policies/guardduty/detector-missing-in-account.ts";
import { iamPasswordPolicyMissingInAccount } from "../../policies/iam/password-policy-missing-in-account.ts";
import { iamRoleMissingForSupport } from "../../policies/iam/role-missing-for-support.ts";
import { inspectorEnablerMissingInAccount } from "../../policies/inspector/enabler-missing-in-account.ts";
import type { ExportedResource } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import { securityhubAccountMissingInAccount } from "../../policies/securityhub/account-missing-in-account.ts";
import { ssmDocumentMissingSessionPreferences } from "../../policies/ssm/document-missing-session-preferences.ts";
import { cases, stackItself } from "./policy-cases.ts";
import { resource } from "./support.ts";

const filter = (name: string, pattern: string) =>
  resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", name, { pattern, metricTransformation: { name, namespace: "trail" } });
const alarm = (metricName: string) => resource("aws:cloudwatch/metricAlarm:MetricAlarm", metricName, { metricName });
const rootFilter = filter("root", '{ $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }');
/** Every other pattern that an account needs, in one. */
const others = filter(
  "others",
  '"UnauthorizedOperation" "MFAUsed" "Failed authentication" StopLogging StopConfigurationRecorder ScheduleKeyDeletion PutBucketPolicy AuthorizeSecurityGroupIngress CreateNetworkAclEntry AttachInternetGateway CreateRoute CreateVpc',
);
const policyFilter = filter("policies", "{ ($.eventName = DeleteRolePolicy) || ($.eventName = PutRolePolicy) }");
const unheard = "no alert on spending has a subscriber; create a budgets.Budget with subscribers, or a costexplorer.AnomalySubscription";
const subscription = (people: readonly string[]) =>
  resource("aws:costexplorer/anomalySubscription:AnomalySubscription", "spending", {
    subscribers: people.map((address) => ({ type: "EMAIL", address })),
  });
const unlooked = "there is no analyzer of external access; create an accessanalyzer.Analyzer of the type ACCOUNT";
const analyzer = (type?: string) => resource("aws:accessanalyzer/analyzer:Analyzer", "analyzer", type ? { type } : {});
const needed: readonly (readonly [Policy, readonly string[], ...ExportedResource[]])[] = [
  [
    cloudtrailTrailMissingInAccount,
    ["there is no trail; create one with isMultiRegionTrail: true"],
    resource("aws:cloudtrail/trail:Trail", "trail"),
  ],
  [
    cloudwatchMetricFilterMissingInAccount,
    [
      "no alarm fires on use of the root user; add a LogMetricFilter and a MetricAlarm",
      ...[
        "changes of IAM policies",
        "refused calls",
        "sign-ins without a second factor",
        "failed sign-ins",
        "changes of the trail",
        "changes of AWS Config",
        "the deletion of keys",
        "changes of buckets' policies",
        "changes of security groups",
        "changes of network ACLs",
        "changes of gateways",
        "changes of routes",
        "changes of VPCs",
      ].map((what) => `no alarm fires on ${what}; add a LogMetricFilter and a MetricAlarm`),
    ],
    rootFilter,
    policyFilter,
    others,
    alarm("root"),
    alarm("policies"),
    alarm("others"),
  ],
  [configRecorderMissingInAccount, ["there is no recorder; create a cfg.Recorder"], resource("aws:cfg/recorder:Recorder", "recorder")],
  [
    configConformancePackMissingInAccount,
    ["no conformance pack evaluates the account's resources; deploy a cfg.ConformancePack"],
    resource("aws:cfg/conformancePack:ConformancePack", "pci"),
  ],
  [
    guarddutyDetectorMissingInAccount,
    ["there is no detector; create a guardduty.Detector"],
    resource("aws:guardduty/detector:Detector", "detector"),
  ],
  [
    iamPasswordPolicyMissingInAccount,
    ["there is no password policy; create an iam.AccountPasswordPolicy"],
    resource("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", "passwords"),
  ],
  [
    iamRoleMissingForSupport,
    ["no role has AWSSupportAccess; attach it to the role for incidents"],
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "support", { policyArn: "arn:aws:iam::aws:policy/AWSSupportAccess" }),
  ],
  [
    inspectorEnablerMissingInAccount,
    ["Inspector is off; create an inspector2.Enabler"],
    resource("aws:inspector2/enabler:Enabler", "inspector"),
  ],
  [
    securityhubAccountMissingInAccount,
    ["Security Hub is off; create a securityhub.Account"],
    resource("aws:securityhub/account:Account", "hub"),
  ],
  [
    ssmDocumentMissingSessionPreferences,
    ["there is no document SSM-SessionManagerRunShell; create it"],
    resource("aws:ssm/document:Document", "sessions", { name: "SSM-SessionManagerRunShell" }),
  ],
  [
    accountContactMissingForSecurity,
    ["there is no security contact; create an account.AlternativeContact of the type SECURITY"],
    resource("aws:account/alternativeContact:AlternativeContact", "security", { alternateContactType: "SECURITY" }),
  ],
  [accountSpendingMissingAlert, [unheard], subscription(["ops@example.com"])],
  [accessanalyzerAnalyzerMissingInAccount, [unlooked], analyzer("ACCOUNT")],
];

for (const [policy, messages, ...present] of needed)
  cases(
    policy,
    ["refuses an account without", messages, stackItself("account")],
    ["passes an account with", "compliant", stackItself("account"), ...present],
    ["asks nothing of a store", "notApplicable", stackItself("prod")],
  );
