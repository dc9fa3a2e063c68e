import { beforeAll, describe, expect, test } from "@jest/globals";
import colors from "picocolors";
import { markdown } from "../../cli/check/markdown.ts";
import { reportOf } from "../../cli/check/report.ts";
import { verdictText } from "../../cli/check/text.ts";
import { policyFacts, verdictOn } from "../../cli/check/verdict.ts";
import type { Properties } from "../../cli/offline/wire.ts";
import { type AccountPartName, accountParts } from "../../domain/defaults/account-parts.ts";
import type { GraphResource } from "../support/offline.ts";
import { at, graphWith, ofType } from "./graphs.ts";

const words = "the organisation's landing zone has it, in its security account";

/** The types that go with each part, and what has to be set differently for it to be no one's business here. */
const parts: Readonly<Record<AccountPartName, { readonly types: readonly string[]; readonly change?: Properties }>> = {
  trail: { types: ["aws:cloudtrail/trail:Trail", "aws:cloudwatch/logMetricFilter:LogMetricFilter"] },
  config: {
    types: [
      "aws:cfg/recorder:Recorder",
      "aws:cfg/recorderStatus:RecorderStatus",
      "aws:cfg/deliveryChannel:DeliveryChannel",
      "aws:cfg/retentionConfiguration:RetentionConfiguration",
      "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    ],
  },
  securityHub: {
    types: [
      "aws:securityhub/account:Account",
      "aws:securityhub/standardsSubscription:StandardsSubscription",
      "aws:securityhub/standardsControlAssociation:StandardsControlAssociation",
    ],
  },
  guardDuty: { types: ["aws:guardduty/detector:Detector", "aws:guardduty/detectorFeature:DetectorFeature"] },
  inspector: { types: ["aws:inspector2/enabler:Enabler"] },
  accessAnalyzer: { types: ["aws:accessanalyzer/analyzer:Analyzer"] },
  passwordPolicy: { types: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"] },
  publicAccessBlock: { types: ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"] },
  diskEncryption: { types: ["aws:ebs/encryptionByDefault:EncryptionByDefault", "aws:ebs/defaultKmsKey:DefaultKmsKey"] },
  ec2Defaults: {
    types: [
      "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
      "aws:ec2/allowedImagesSettings:AllowedImagesSettings",
      "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
      "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
      "aws:ec2/serialConsoleAccess:SerialConsoleAccess",
    ],
  },
  backupOptIn: { types: ["aws:backup/regionSettings:RegionSettings"] },
  sessionPreferences: { types: ["aws:ssm/document:Document"] },
  alternateContacts: { types: ["aws:account/alternativeContact:AlternativeContact"], change: { alternateContacts: {} } },
  spending: {
    types: ["aws:budgets/budget:Budget", "aws:costexplorer/anomalySubscription:AnomalySubscription"],
    change: { spending: {} },
  },
  staff: { types: [], change: { staff: {} } },
};

let whole: readonly GraphResource[] = [];
beforeAll(async () => {
  whole = await graphWith("demo-account");
});

describe.each(Object.entries(parts))("what a landing zone has of %s", (part, { types, change = {} }) => {
  let graph: readonly GraphResource[] = [];
  beforeAll(async () => {
    graph = await graphWith("demo-account", { ...change, elsewhere: { [part]: words } });
  });
  const verdict = (resources: readonly GraphResource[]) => verdictOn(resources, { stack: "demo-account", file: "demo-account" });

  test("is not made a second time", () => {
    const missing = types.filter(
      (type) => type !== "aws:costexplorer/anomalySubscription:AnomalySubscription" && ofType(whole, type).length === 0,
    );
    expect(missing).toEqual([]);
    expect(types.flatMap((type) => ofType(graph, type)).map(({ urn }) => urn)).toEqual([]);
  });

  test("takes nothing else away", () => {
    const kinds = (resources: readonly GraphResource[]) => new Set(resources.map(({ type }) => type));
    const gone = [...kinds(whole)].filter((type) => !kinds(graph).has(type) && !types.includes(type) && !type.startsWith("xcart-hosting:"));
    expect(gone).toEqual([]);
  });

  test("is asked for by no policy, and every report shows the words", () => {
    const judged = verdict(graph);
    expect(judged.violations.map(({ policy, message }) => `${policy}: ${message}`)).toEqual([]);
    const policies = policyFacts();
    const report = reportOf({ date: "2026-11-29", stacks: [judged], failures: [], policies });
    expect(verdictText(judged, { facts: policies, columns: Number.POSITIVE_INFINITY, colors: colors.createColors(false) })).toContain(
      `${part} (${words})`,
    );
    expect(markdown(report)).toContain(`| \`${part}\` |`);
    const [stack] = ofType(graph, "pulumi:pulumi:Stack");
    expect(at(stack, "outputs", "relaxations")).toContain(`elsewhere.${part}: ${words}`);
  });

  test("is asked for where no one says who has it", () => {
    const unsaid = graph.map((one) => (one.type === "pulumi:pulumi:Stack" ? { ...one, outputs: { ...one.outputs, elsewhere: {} } } : one));
    // AWS Backup's opt-in is no policy's: stores' plans name their types.
    expect(verdict(unsaid).violations.length > 0).toBe(part !== "backupOptIn");
  });
});

test("every part that may be elsewhere is tried", () => {
  expect(Object.keys(parts).sort()).toEqual(Object.keys(accountParts).sort());
});
