import { ConfigurationAggregator } from "@pulumi/aws/cfg/configurationAggregator.js";
import { ConformancePack } from "@pulumi/aws/cfg/conformancePack.js";
import { DeliveryChannel } from "@pulumi/aws/cfg/deliveryChannel.js";
import { Recorder } from "@pulumi/aws/cfg/recorder.js";
import { RecorderStatus } from "@pulumi/aws/cfg/recorderStatus.js";
import { RetentionConfiguration } from "@pulumi/aws/cfg/retentionConfiguration.js";
import { ServiceLinkedRole } from "@pulumi/aws/iam/serviceLinkedRole.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { configLimits, configRole, managedRules } from "../../domain/defaults/config-rules.ts";
import { fromConfig } from "../buckets/policy.ts";
import { SecureBucket } from "../buckets/secure-bucket.ts";
import { nameTag, typeToken } from "../naming.ts";
import { packTemplate, rulesIn } from "./pack.ts";

/** Arguments for {@link ConfigRecorder}. */
export interface ConfigRecorderArgs {
  readonly accountId: Input<string>;
  /** Whether what the account has only once (roles, policies) is recorded and judged here. */
  readonly home: boolean;
  /** Whether the recorder is made here: a landing zone's may be there. */
  readonly records: boolean;
  /** Whether the service-linked role is made here: not where the account has it already. */
  readonly createRole: boolean;
  /** Whether what all Regions of the account found can be read here. */
  readonly aggregate: boolean;
  /** Days that history is kept. */
  readonly retentionDays: number;
  /** Key of the history; its policy admits AWS Config. */
  readonly keyArn: Input<string>;
  readonly accessLogs: SecureBucket;
}

/**
 * An AWS Config recorder with a conformance pack of rules that Security Hub's standards lack. Its history has its own bucket: AWS
 * Config does not deliver to one with a default Object Lock retention
 * (docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html).
 * @see docs/decisions/0029-audit-trail-and-config.md
 */
export class ConfigRecorder extends ComponentResource {
  readonly packName: Output<string>;

  constructor(name: string, args: ConfigRecorderArgs, opts?: ComponentResourceOptions) {
    super(typeToken("ConfigRecorder"), name, {}, opts);
    const parent = this;

    const started = args.records ? [record()] : [];
    const pack = judge();
    if (args.aggregate) aggregate();

    this.packName = pack.name;
    this.registerOutputs({ packName: this.packName });

    function record() {
      const history = createHistory();
      const role = args.createRole ? createRole() : undefined;
      const recorder = createRecorder(role);
      new RetentionConfiguration(
        name,
        { retentionPeriodInDays: Math.min(args.retentionDays, configLimits.retentionDays) },
        { parent, dependsOn: [recorder] },
      );
      return start(recorder, history);
    }

    function createHistory() {
      const { accountId, keyArn, accessLogs, retentionDays } = args;
      return new SecureBucket(
        `${name}-history`,
        {
          accountId,
          keyArn,
          expireAfterDays: retentionDays,
          keepOldVersionsDays: retentionDays,
          accessLogBucket: accessLogs,
          statements: (arn) => fromConfig(arn, accountId),
          protect: true,
        },
        { parent },
      );
    }

    function createRole() {
      return new ServiceLinkedRole(name, { awsServiceName: "config.amazonaws.com", tags: nameTag(name) }, { parent });
    }

    function createRecorder(role: ServiceLinkedRole | undefined) {
      return new Recorder(
        name,
        {
          // AWS has one in an account and Region, and this is what its console calls it.
          name: "default",
          roleArn: interpolate`arn:aws:iam::${args.accountId}:role/${configRole}`,
          recordingGroup: { allSupported: true, includeGlobalResourceTypes: args.home },
          recordingMode: { recordingFrequency: "CONTINUOUS" },
        },
        { parent, dependsOn: role ? [role] : [] },
      );
    }

    function start(recorder: Recorder, history: SecureBucket) {
      const channel = new DeliveryChannel(
        name,
        {
          name: "default",
          s3BucketName: history.bucketName,
          s3KmsKeyArn: args.keyArn,
          snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
        },
        // AWS Config writes a first file to see whether it may.
        { parent, dependsOn: [recorder, history.policy] },
      );
      return new RecorderStatus(name, { name: recorder.name, isEnabled: true }, { parent, dependsOn: [channel] });
    }

    function judge() {
      const templateBody = packTemplate(rulesIn(managedRules, args.home));
      return new ConformancePack(name, { name: `${getStack()}-pci`, templateBody }, { parent, dependsOn: started });
    }

    function aggregate() {
      new ConfigurationAggregator(
        name,
        {
          name: `${getStack()}-all-regions`,
          accountAggregationSource: { accountIds: [args.accountId], allRegions: true },
          tags: nameTag(name),
        },
        { parent },
      );
    }
  }
}
