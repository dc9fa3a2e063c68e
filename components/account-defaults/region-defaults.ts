import { DefaultKmsKey } from "@pulumi/aws/ebs/defaultKmsKey.js";
import { EncryptionByDefault } from "@pulumi/aws/ebs/encryptionByDefault.js";
import { SnapshotBlockPublicAccess } from "@pulumi/aws/ebs/snapshotBlockPublicAccess.js";
import { AllowedImagesSettings } from "@pulumi/aws/ec2/allowedImagesSettings.js";
import { ImageBlockPublicAccess } from "@pulumi/aws/ec2/imageBlockPublicAccess.js";
import { InstanceMetadataDefaults } from "@pulumi/aws/ec2/instanceMetadataDefaults.js";
import { SerialConsoleAccess } from "@pulumi/aws/ec2/serialConsoleAccess.js";
import { VpcBlockPublicAccessOptions } from "@pulumi/aws/ec2/vpcBlockPublicAccessOptions.js";
import { ServiceSetting } from "@pulumi/aws/ssm/serviceSetting.js";
import { ComponentResource, type ComponentResourceOptions, interpolate } from "@pulumi/pulumi";
import { documentSharing, metadataDefaults, neverPublic } from "../../domain/defaults/account.ts";
import { amazonImages } from "../../domain/defaults/images.ts";
import { ownKey } from "../keys/own-key.ts";
import { byMalwareScans, type KeyPolicyArgs, keyPolicy, throughServices } from "../keys/policy.ts";
import { typeToken } from "../naming.ts";

/** Images that instances may be started from, beside Amazon's Linux for nodes and the account's own. */
export interface AllowedImagesArgs {
  /** `true`, or why EC2 only says which images it would refuse. */
  readonly enforce: true | { readonly relaxedBecause: string };
  readonly others: readonly { readonly providers: readonly string[]; readonly names: readonly string[] }[];
}

/** Arguments for {@link RegionDefaults}. */
export interface RegionDefaultsArgs extends KeyPolicyArgs {
  /** Whether disks without a key get the account's own, and no other. */
  readonly encryptsDisks: boolean;
  /** Whether snapshots, images, what instances start from, metadata and the serial console are settled here: an organisation's declarative policy may do it. */
  readonly settlesEc2: boolean;
  readonly allowedImages: AllowedImagesArgs;
  /** Traffic that internet gateways of the Region let through: `block-ingress` and `block-bidirectional` would shut the stores' own. */
  readonly vpcBlockPublicAccess: "off" | "block-ingress" | "block-bidirectional";
}

/**
 * Secure defaults for resources that other programs create in this Region: EBS encryption, no public snapshots or images, IMDSv2, no
 * serial console, only Amazon's own AMIs.
 * @see docs/decisions/0063-only-amazons-images.md
 */
export class RegionDefaults extends ComponentResource {
  constructor(name: string, args: RegionDefaultsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("RegionDefaults"), name, {}, opts);
    const parent = this;

    if (args.encryptsDisks) encryptDisks();
    if (args.settlesEc2) settleEc2();
    keepDocuments();
    if (args.vpcBlockPublicAccess !== "off")
      new VpcBlockPublicAccessOptions(name, { internetGatewayBlockMode: args.vpcBlockPublicAccess }, { parent });
    this.registerOutputs({});

    function settleEc2() {
      new SnapshotBlockPublicAccess(name, { state: neverPublic.snapshots }, { parent });
      new ImageBlockPublicAccess(name, { state: neverPublic.images }, { parent });
      new InstanceMetadataDefaults(name, { ...metadataDefaults }, { parent });
      new SerialConsoleAccess(name, { enabled: false }, { parent });
      allowImages(args.allowedImages);
    }

    /** Without an age limit on deprecated images: a store that has not been patched for long could not replace a node that fails. */
    function allowImages({ enforce, others }: AllowedImagesArgs) {
      const { imageProviders, imageNames } = amazonImages;
      const more = others.map(({ providers, names }) => ({ imageProviders: [...providers], imageNames: [...names] }));
      const imageCriterions = [{ imageProviders: [...imageProviders], imageNames: [...imageNames] }, ...more];
      new AllowedImagesSettings(name, { state: enforce === true ? "enabled" : "audit-mode", imageCriterions }, { parent });
    }

    function keepDocuments() {
      // The whole ARN: the provider reads that back, and would see a change each time in the name alone.
      const settingId = interpolate`arn:aws:ssm:${args.region}:${args.accountId}:servicesetting${documentSharing.setting}`;
      new ServiceSetting(`${name}-documents`, { settingId, settingValue: documentSharing.value }, { parent });
    }

    function encryptDisks() {
      const policy = keyPolicy(args, [...throughServices(args, ["ec2"]), byMalwareScans(args)]);
      const key = ownKey(`${name}-disks`, { part: "disks", encrypts: "disks made without a key of their own", policy }, { parent });
      const chosen = new DefaultKmsKey(name, { keyArn: key.arn }, { parent });
      // The key first: disks made in between would have AWS's own.
      new EncryptionByDefault(name, { enabled: true }, { parent, dependsOn: [chosen] });
    }
  }
}
