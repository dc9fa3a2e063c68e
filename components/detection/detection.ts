import { Analyzer } from "@pulumi/aws/accessanalyzer/analyzer.js";
import { Detector } from "@pulumi/aws/guardduty/detector.js";
import { DetectorFeature } from "@pulumi/aws/guardduty/detectorFeature.js";
import { Enabler } from "@pulumi/aws/inspector2/enabler.js";
import { Account as MacieAccount } from "@pulumi/aws/macie2/account.js";
import { Account as SecurityHub } from "@pulumi/aws/securityhub/account.js";
import { StandardsControlAssociation } from "@pulumi/aws/securityhub/standardsControlAssociation.js";
import { StandardsSubscription } from "@pulumi/aws/securityhub/standardsSubscription.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, type Resource } from "@pulumi/pulumi";
import { controlsOff, detectorFeatures, type Standard, scannedTypes, standards, unusedAfterDays } from "../../domain/defaults/detection.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link Detection}. */
export interface DetectionArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Whether unused roles, keys and permissions, which the account has only once, are looked for here. */
  readonly home: boolean;
  /** The detection services that are made here: an organisation's administrators may have the others. */
  readonly makes: Readonly<Record<"securityHub" | "guardDuty" | "inspector" | "accessAnalyzer", boolean>>;
  /** Whether Inspector reads functions' code, and not their packages alone. */
  readonly functionCode: boolean;
  /** Whether Macie looks for personal data in buckets. */
  readonly macie: boolean;
  /** Resources that must exist before controls can be judged: AWS Config's recorder. */
  readonly after: readonly Resource[];
}

/**
 * Security Hub (PCI DSS v4.0.1 and AWS Foundational Security Best Practices), GuardDuty, Inspector, IAM Access Analyzer and optional
 * Macie in one account and Region.
 * @see docs/decisions/0030-findings.md
 */
export class Detection extends ComponentResource {
  constructor(name: string, args: DetectionArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Detection"), name, {}, opts);
    const parent = this;

    // What finds something has somewhere to tell it.
    const hub = args.makes.securityHub ? [bringTogether()] : [];
    if (args.makes.guardDuty) watch();
    if (args.makes.inspector) scan();
    if (args.makes.accessAnalyzer) analyze();
    if (args.macie) new MacieAccount(name, { status: "ENABLED", findingPublishingFrequency: "FIFTEEN_MINUTES" }, { parent });
    this.registerOutputs({});

    function bringTogether() {
      const hub = new SecurityHub(
        name,
        { enableDefaultStandards: false, autoEnableControls: true, controlFindingGenerator: "SECURITY_CONTROL" },
        { parent, dependsOn: [...args.after] },
      );
      for (const standard of ["pci", "fsbp"] as const) judgeBy(standard, hub);
      return hub;
    }

    function judgeBy(standard: Standard, hub: SecurityHub) {
      const standardsArn = `arn:aws:securityhub:${args.region}::${standards[standard]}`;
      const subscription = new StandardsSubscription(`${name}-${standard}`, { standardsArn }, { parent, dependsOn: [hub] });
      for (const { control, because } of controlsOff(args).filter((off) => off.standards.includes(standard))) {
        new StandardsControlAssociation(
          `${name}-${standard}-${control}`,
          { standardsArn, securityControlId: control, associationStatus: "DISABLED", updatedReason: because },
          { parent, dependsOn: [subscription] },
        );
      }
    }

    function watch() {
      const detector = new Detector(name, { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES", tags: nameTag(name) }, { parent });
      // One after the other: each is a change of the same detector.
      let before: Resource = detector;
      for (const { name: feature, parts = {} } of detectorFeatures) {
        const additionalConfigurations = Object.entries(parts).map(([part, on]) => ({ name: part, status: on ? "ENABLED" : "DISABLED" }));
        before = new DetectorFeature(
          `${name}-${feature}`,
          {
            detectorId: detector.id,
            name: feature,
            status: "ENABLED",
            ...(additionalConfigurations.length > 0 && { additionalConfigurations }),
          },
          { parent, dependsOn: [before] },
        );
      }
    }

    function scan() {
      const resourceTypes = [...scannedTypes, ...(args.functionCode ? ["LAMBDA_CODE"] : [])];
      new Enabler(name, { accountIds: [args.accountId], resourceTypes }, { parent });
    }

    function analyze() {
      const external = `${name}-external`;
      new Analyzer(
        external,
        { analyzerName: `${getStack()}-external`, type: "ACCOUNT", tags: nameTag(external) },
        { parent, dependsOn: hub },
      );
      // It is paid for by role and user, which are the same in every Region.
      if (!args.home) return;
      const unused = `${name}-unused`;
      new Analyzer(
        unused,
        {
          analyzerName: `${getStack()}-unused`,
          type: "ACCOUNT_UNUSED_ACCESS",
          configuration: { unusedAccess: { unusedAccessAge: unusedAfterDays } },
          tags: nameTag(unused),
        },
        { parent, dependsOn: hub },
      );
    }
  }
}
