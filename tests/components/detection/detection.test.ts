import { beforeAll, describe, expect, test } from "@jest/globals";
import { Detection, type DetectionArgs } from "../../../components/detection/detection.ts";
import { controlsOff, disabledControls } from "../../../domain/defaults/detection.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { accountId, ofType, only, region } from "../registrations.ts";

const makes = { securityHub: true, guardDuty: true, inspector: true, accessAnalyzer: true };
const deployDetection = (change: Partial<DetectionArgs> = {}) =>
  deploy(
    () => new Detection("detection", { region, accountId, home: true, makes, functionCode: true, macie: false, after: [], ...change }),
  );
const associations = (registrations: readonly Registration[]) =>
  ofType(registrations, "aws:securityhub/standardsControlAssociation:StandardsControlAssociation");

let stack: readonly Registration[] = [];
beforeAll(async () => {
  stack = await deployDetection();
});

describe("Security Hub", () => {
  test("judges by PCI DSS v4.0.1 and AWS's best practices, with one finding for a control of both", () => {
    expect(only(stack, "aws:securityhub/account:Account").inputs).toEqual({
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: "SECURITY_CONTROL",
    });
    const standards = ofType(stack, "aws:securityhub/standardsSubscription:StandardsSubscription");
    expect(standards.map(({ inputs }) => inputs.standardsArn)).toEqual([
      `arn:aws:securityhub:${region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
      `arn:aws:securityhub:${region}::standards/pci-dss/v/4.0.1`,
    ]);
  });

  test("leaves out what does not apply, each with a reason that AWS takes, once the standard is there", () => {
    expect(associations(stack).length).toBeGreaterThan(10);
    for (const { inputs, dependencies } of associations(stack)) {
      expect(inputs.associationStatus).toBe("DISABLED");
      expect(String(inputs.updatedReason)).toMatch(/^[\x20-\x7e]{10,2048}$/);
      const standard = String(inputs.standardsArn).includes("pci-dss") ? "detection-pci" : "detection-fsbp";
      expect(dependencies).toContain(only(stack, "aws:securityhub/standardsSubscription:StandardsSubscription", standard).urn);
    }
    expect(
      only(stack, "aws:securityhub/standardsControlAssociation:StandardsControlAssociation", "detection-pci-S3.15").inputs,
    ).toMatchObject({
      securityControlId: "S3.15",
      standardsArn: `arn:aws:securityhub:${region}::standards/pci-dss/v/4.0.1`,
    });
  });

  test("asks about Macie and functions' code where they are on", () => {
    const off = (macie: boolean, functionCode: boolean) => controlsOff({ macie, functionCode }).map(({ control }) => control);
    const [macies, code] = [["Macie.1", "Macie.2"], ["Inspector.3"]];
    const always = disabledControls.filter(({ unless }) => !unless).map(({ control }) => control);
    expect([off(true, true), off(false, true), off(true, false)].map((list) => list.toSorted())).toEqual([
      always.toSorted(),
      [...always, ...macies].toSorted(),
      [...always, ...code].toSorted(),
    ]);
  });
});

test("GuardDuty tells within a quarter of an hour, and watches disks, buckets, databases, functions, and nodes by its own agent", () => {
  expect(only(stack, "aws:guardduty/detector:Detector").inputs).toMatchObject({
    enable: true,
    findingPublishingFrequency: "FIFTEEN_MINUTES",
  });
  const features = ofType(stack, "aws:guardduty/detectorFeature:DetectorFeature").map(({ inputs }) => [inputs.name, inputs.status]);
  expect(features).toEqual(
    ["EBS_MALWARE_PROTECTION", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING", "S3_DATA_EVENTS"].map((name) => [
      name,
      "ENABLED",
    ]),
  );
  expect(
    only(stack, "aws:guardduty/detectorFeature:DetectorFeature", "detection-RUNTIME_MONITORING").inputs.additionalConfigurations,
  ).toEqual([
    { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
    { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" },
    { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
  ]);
});

test("Inspector scans nodes, images and functions, and functions' code where AWS can", async () => {
  const types = (registrations: readonly Registration[]) => only(registrations, "aws:inspector2/enabler:Enabler").inputs.resourceTypes;
  expect([types(stack), types(await deployDetection({ functionCode: false }))]).toEqual([
    ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"],
    ["EC2", "ECR", "LAMBDA"],
  ]);
});

test("Access Analyzer looks for strangers everywhere, and for what is unused for 90 days at home", async () => {
  const analyzers = (registrations: readonly Registration[]) =>
    ofType(registrations, "aws:accessanalyzer/analyzer:Analyzer").map(({ inputs }) => [
      inputs.analyzerName,
      inputs.type,
      inputs.configuration,
    ]);
  const external = ["test-external", "ACCOUNT", undefined];
  expect(analyzers(stack)).toEqual([external, ["test-unused", "ACCOUNT_UNUSED_ACCESS", { unusedAccess: { unusedAccessAge: 90 } }]]);
  expect(analyzers(await deployDetection({ home: false }))).toEqual([external]);
});

test("Macie is there where it is asked for", async () => {
  const macie = "aws:macie2/account:Account";
  expect([ofType(stack, macie).length, ofType(await deployDetection({ macie: true }), macie).length]).toEqual([0, 1]);
});
