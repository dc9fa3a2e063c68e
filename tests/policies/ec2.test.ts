import { newestImageParameter } from "../../domain/defaults/patching.ts";
import { ec2AccountDisallowPublicSnapshots } from "../../policies/ec2/account-disallow-public-snapshots.ts";
import { ec2AccountEnableVolumeEncryptionByDefault } from "../../policies/ec2/account-enable-volume-encryption-by-default.ts";
import { ec2AccountEnforceAllowedImages } from "../../policies/ec2/account-enforce-allowed-images.ts";
import { ec2ImageConfigureSharingAndEncryption } from "../../policies/ec2/image-configure-sharing-and-encryption.ts";
import { ec2NodeConfigureMetadataHops } from "../../policies/ec2/node-configure-metadata-hops.ts";
import { ec2NodeDisallowKeyPair } from "../../policies/ec2/node-disallow-key-pair.ts";
import { ec2NodeDisallowPublicIp } from "../../policies/ec2/node-disallow-public-ip.ts";
import { ec2NodeDisallowSecretsInUserData } from "../../policies/ec2/node-disallow-secrets-in-user-data.ts";
import { ec2NodeDisallowSeveralInterfaces } from "../../policies/ec2/node-disallow-several-interfaces.ts";
import { ec2NodeEnableEbsOptimization } from "../../policies/ec2/node-enable-ebs-optimization.ts";
import { ec2NodeEnableMonitoring } from "../../policies/ec2/node-enable-monitoring.ts";
import { ec2NodeEnforceAmazonImage } from "../../policies/ec2/node-enforce-amazon-image.ts";
import { ec2NodeEnforceMetadataTokens } from "../../policies/ec2/node-enforce-metadata-tokens.ts";
import { ec2NodeEnforceSubnet } from "../../policies/ec2/node-enforce-subnet.ts";
import { ec2NodeMissingInstanceProfile } from "../../policies/ec2/node-missing-instance-profile.ts";
import { ec2SnapshotEnableEncryption } from "../../policies/ec2/snapshot-enable-encryption.ts";
import { ec2VolumeConfigureCustomerManagedKey } from "../../policies/ec2/volume-configure-customer-managed-key.ts";
import { ec2VolumeConfigureLifetime } from "../../policies/ec2/volume-configure-lifetime.ts";
import { ec2VolumeEnableEncryption } from "../../policies/ec2/volume-enable-encryption.ts";
import { type Case, inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const instance = maker("aws:ec2/instance:Instance");
const template = maker("aws:ec2/launchTemplate:LaunchTemplate");
const configuration = maker("aws:ec2/launchConfiguration:LaunchConfiguration");
const volume = maker("aws:ebs/volume:Volume");
const group = maker("aws:autoscaling/group:Group");
const eip = maker("aws:ec2/eip:Eip");
const stack = maker("pulumi:pulumi:Stack");
const snapshot = maker("aws:ebs/snapshot:Snapshot");
const base64 = (text: string) => Buffer.from(text).toString("base64");
/** A property that only AWS knows. */
const made = (type: string, properties: Record<string, unknown>, property: string) =>
  resource(type, "one", properties, { propertyDependencies: { [property]: [urnOf("aws:ec2/other:Other", "other")] } });
const allowedImagesType = "aws:ec2/allowedImagesSettings:AllowedImagesSettings";
const allowedImages = (...imageCriterions: object[]) => maker(allowedImagesType)({ state: "enabled", imageCriterions });
const ofVolume = { volumeId: "vol-1" };
const disks = (ebs: object) => ({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] });

testCases([
  [ec2NodeEnforceMetadataTokens, "tokens are required", [], instance({ metadataOptions: { httpTokens: "required" } })],
  [ec2NodeEnforceMetadataTokens, "metadata is off", [], template({ metadataOptions: { httpEndpoint: "disabled" } })],
  [
    ec2NodeEnforceMetadataTokens,
    "tokens are optional",
    ["metadataOptions.httpTokens is optional; set required"],
    template({ metadataOptions: { httpTokens: "optional" } }),
  ],
  [ec2NodeEnforceMetadataTokens, "nothing is said", ["metadataOptions.httpTokens is unset; set required"], configuration()],
  [
    ec2NodeEnforceMetadataTokens,
    "AWS decides",
    "unknown",
    made("aws:ec2/instance:Instance", { metadataOptions: unknown }, "metadataOptions"),
  ],
  [ec2NodeConfigureMetadataHops, "one hop", [], template({ metadataOptions: { httpPutResponseHopLimit: 1 } })],
  [
    ec2NodeConfigureMetadataHops,
    "two hops",
    ["metadataOptions.httpPutResponseHopLimit is 2; set 1"],
    instance({ metadataOptions: { httpPutResponseHopLimit: 2 } }),
  ],
  [ec2NodeDisallowPublicIp, "no public address", [], instance({ associatePublicIpAddress: false })],
  [
    ec2NodeDisallowPublicIp,
    "an instance has one",
    ["associatePublicIpAddress is true; set false"],
    instance({ associatePublicIpAddress: true }),
  ],
  [
    ec2NodeDisallowPublicIp,
    "a template gives one",
    ["networkInterfaces.1.associatePublicIpAddress is true; set false"],
    template({ networkInterfaces: [{}, { associatePublicIpAddress: "true" }] }),
  ],
  [ec2NodeDisallowPublicIp, "an address of NAT", "notApplicable", eip({ networkInterface: "eni-1" })],
  [
    ec2NodeDisallowPublicIp,
    "an address of an instance",
    ["instance is set, so that a node gets the Elastic IP address; remove it and use a NAT gateway"],
    made("aws:ec2/eip:Eip", { instance: unknown }, "instance"),
  ],
  [
    ec2NodeEnforceSubnet,
    "an instance in a subnet that is made with it",
    [],
    made("aws:ec2/instance:Instance", { subnetId: unknown }, "subnetId"),
  ],
  [
    ec2NodeEnforceSubnet,
    "an instance anywhere",
    ["subnetId is unset, so that the node is in the default VPC; name a private subnet"],
    instance(),
  ],
  [
    ec2NodeEnforceSubnet,
    "a group by zones",
    ["vpcZoneIdentifiers is unset, so that the node is in the default VPC; name a private subnet"],
    group({ availabilityZones: ["a"] }),
  ],
  [ec2NodeMissingInstanceProfile, "a profile that is made with it", [], template({ iamInstanceProfile: { arn: unknown } })],
  [ec2NodeMissingInstanceProfile, "none", ["iamInstanceProfile is unset; name an instance profile"], instance()],
  [ec2NodeDisallowKeyPair, "none", [], instance()],
  [ec2NodeDisallowKeyPair, "a key pair", ["keyName is set; remove it and use Session Manager"], template({ keyName: "admin" })],
  [
    ec2NodeDisallowKeyPair,
    "a pair is made",
    ["a key pair for SSH is created; remove it and use Session Manager"],
    maker("aws:ec2/keyPair:KeyPair")(),
  ],
  [ec2VolumeEnableEncryption, "an encrypted volume", [], volume({ encrypted: true })],
  [ec2VolumeEnableEncryption, "a volume in the clear", ["encrypted is unset; set true"], volume()],
  [ec2VolumeEnableEncryption, "a template's text", [], template(disks({ encrypted: "true" }))],
  [
    ec2VolumeEnableEncryption,
    "a template that says nothing of its root disk",
    ["blockDeviceMappings.0.ebs.encrypted is unset; set true"],
    template(),
  ],
  [
    ec2VolumeEnableEncryption,
    "one disk of an instance in the clear",
    ["ebsBlockDevices.1.encrypted is false; set true"],
    instance({ rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ encrypted: true }, { encrypted: false }] }),
  ],
  [ec2VolumeEnableEncryption, "a root disk as a list", [], configuration({ rootBlockDevice: [{ encrypted: true }] })],
  [ec2VolumeEnableEncryption, "AWS decides", "unknown", made("aws:ebs/volume:Volume", { encrypted: unknown }, "encrypted")],
  [
    ec2VolumeConfigureCustomerManagedKey,
    "a key that is made with it",
    [],
    made("aws:ebs/volume:Volume", { kmsKeyId: unknown }, "kmsKeyId"),
  ],
  [
    ec2VolumeConfigureCustomerManagedKey,
    "AWS's key",
    ["kmsKeyId is unset or AWS's own key; set a customer-managed key"],
    volume({ kmsKeyId: "alias/aws/ebs" }),
  ],
  [
    ec2VolumeConfigureCustomerManagedKey,
    "a template without a key",
    ["blockDeviceMappings.0.ebs.kmsKeyId is unset or AWS's own key; set a customer-managed key"],
    template(disks({ encrypted: "true" })),
  ],
  [ec2AccountEnableVolumeEncryptionByDefault, "a store's stack", "notApplicable", stack()],
  [
    ec2AccountEnableVolumeEncryptionByDefault,
    "an account without it",
    ["nothing enables encryption by default; add an aws.ebs.EncryptionByDefault"],
    ...inStack("demo-account", stack()),
  ],
  [
    ec2AccountEnableVolumeEncryptionByDefault,
    "an account with it",
    [],
    ...inStack("demo-account", stack(), maker("aws:ebs/encryptionByDefault:EncryptionByDefault")()),
  ],
  [
    ec2AccountEnableVolumeEncryptionByDefault,
    "switched off",
    ["enabled is false; set true"],
    maker("aws:ebs/encryptionByDefault:EncryptionByDefault")({ enabled: false }),
  ],
  [
    ec2AccountDisallowPublicSnapshots,
    "an account without it",
    ["nothing blocks public snapshots; add an aws.ebs.SnapshotBlockPublicAccess"],
    ...inStack("demo-account", stack()),
  ],
  [
    ec2AccountDisallowPublicSnapshots,
    "old ones stay public",
    ["state is block-new-sharing; set block-all-sharing"],
    maker("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess")({ state: "block-new-sharing" }),
  ],
  [ec2SnapshotEnableEncryption, "a snapshot of an encrypted volume", [], volume({ id: "vol-1", encrypted: true }), snapshot(ofVolume)],
  [
    ec2SnapshotEnableEncryption,
    "a snapshot of a volume in the clear",
    ["its volume one is not encrypted; encrypt the volume"],
    volume({ id: "vol-1" }),
    snapshot(ofVolume),
  ],
  [ec2SnapshotEnableEncryption, "a copy in the clear", ["encrypted is unset; set true"], maker("aws:ebs/snapshotCopy:SnapshotCopy")()],
  [ec2NodeEnforceAmazonImage, "AWS's newest image", [], template({ imageId: `resolve:ssm:${newestImageParameter}` })],
  [ec2NodeEnforceAmazonImage, "no image", "notApplicable", template()],
  [ec2NodeEnforceAmazonImage, "an image that AWS tells", "unknown", made("aws:ec2/instance:Instance", { ami: unknown }, "ami")],
  [
    ec2NodeEnforceAmazonImage,
    "the stack's own parameter",
    [],
    template({ imageId: "resolve:ssm:/shop-prod/image" }),
    maker("aws:ssm/parameter:Parameter")({ name: "/shop-prod/image", dataType: "aws:ec2:image" }),
  ],
  [
    ec2NodeEnforceAmazonImage,
    "one that takes any text",
    ["one.dataType is unset, so that its value may be anything; set aws:ec2:image"],
    template({ imageId: "resolve:ssm:/shop-prod/image" }),
    maker("aws:ssm/parameter:Parameter")({ name: "/shop-prod/image" }),
  ],
  ...[
    "/shop-staging/image",
    "/shop-prod/image:3",
    "arn:aws:ssm:us-east-1:210987654321:parameter/shop-prod/image",
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
    "/aws/service/marketplace/prod-abc/1.0",
    "/aws/service/ami-amazon-linux-latest/../../shop/al2023-ami-x",
  ].map(
    (parameter): Case => [
      ec2NodeEnforceAmazonImage,
      `${parameter}, which is neither`,
      [`imageId is looked up in ${parameter}, which is neither the stack's own nor AWS's for Amazon Linux 2023; use one of these`],
      template({ imageId: `resolve:ssm:${parameter}` }),
      maker("aws:ssm/parameter:Parameter")({ name: "/shop-prod/image", dataType: "aws:ec2:image" }),
    ],
  ),
  [
    ec2NodeEnforceAmazonImage,
    "an image's id",
    ["ami is ami-0123456789abcdef0, whose owner is unknown; set resolve:ssm: and a parameter"],
    instance({ ami: "ami-0123456789abcdef0" }),
  ],
  [
    ec2NodeEnforceAmazonImage,
    "an image's id in a launch configuration",
    ["imageId is amazon-linux, whose owner is unknown; set resolve:ssm: and a parameter"],
    maker("aws:ec2/launchConfiguration:LaunchConfiguration")({ imageId: "amazon-linux" }),
  ],
  [
    ec2AccountEnforceAllowedImages,
    "an account without it",
    ["nothing refuses other owners' images; add an aws.ec2.AllowedImagesSettings"],
    ...inStack("demo-account", stack()),
  ],
  [ec2AccountEnforceAllowedImages, "a store's stack", "notApplicable", stack()],
  [ec2AccountEnforceAllowedImages, "Amazon's by name", [], allowedImages({ imageProviders: ["amazon"], imageNames: ["al2023-ami-*"] })],
  [
    ec2AccountEnforceAllowedImages,
    "one that only looks",
    ["state is audit-mode, which refuses nothing; set enabled"],
    maker(allowedImagesType)({
      state: "audit-mode",
      imageCriterions: [{ imageProviders: ["amazon"], imageNames: ["al2023-ami-*"] }],
    }),
  ],
  [
    ec2AccountEnforceAllowedImages,
    "no criteria",
    ["imageCriterions is unset, which allows every image; name owners and images"],
    maker(allowedImagesType)({ state: "enabled" }),
  ],
  [
    ec2AccountEnforceAllowedImages,
    "everyone's, and all of someone's",
    [
      "imageCriterions.0.imageProviders is unset, which allows every owner; name the owners",
      "imageCriterions.1.imageNames is unset, which allows every image of these owners; name the images",
      "imageCriterions.2.imageNames has *, which matches every image; name the images",
    ],
    allowedImages({ imageNames: ["al2023-ami-*"] }, { imageProviders: ["amazon"] }, { imageProviders: ["amazon"], imageNames: ["*"] }),
  ],
  [
    ec2ImageConfigureSharingAndEncryption,
    "an image in the clear",
    ["ebsBlockDevices.0.encrypted is unset; set true"],
    maker("aws:ec2/ami:Ami")({ ebsBlockDevices: [{}] }),
  ],
  [
    ec2ImageConfigureSharingAndEncryption,
    "a shared image",
    ["the image is shared with other accounts; remove the permission"],
    maker("aws:ec2/amiLaunchPermission:AmiLaunchPermission")(),
  ],
  [
    ec2ImageConfigureSharingAndEncryption,
    "a recipe in the clear",
    ["blockDeviceMappings.0.ebs.encrypted is false; set true"],
    maker("aws:imagebuilder/imageRecipe:ImageRecipe")({ blockDeviceMappings: [{ ebs: { encrypted: "false" } }] }),
  ],
  [
    ec2ImageConfigureSharingAndEncryption,
    "images for everyone",
    [
      "distributions.0.amiDistributionConfiguration.launchPermission.userGroups is set; share no image",
      "distributions.0.amiDistributionConfiguration.kmsKeyId is unset; set a customer-managed key",
    ],
    maker("aws:imagebuilder/distributionConfiguration:DistributionConfiguration")({
      distributions: [{ amiDistributionConfiguration: { launchPermission: { userGroups: ["all"] } } }],
    }),
  ],
  [ec2NodeEnableMonitoring, "a template by the minute", [], template({ monitoring: { enabled: true } })],
  [ec2NodeEnableMonitoring, "an instance each five minutes", ["monitoring is unset; set true"], instance()],
  [ec2NodeEnableMonitoring, "a launch configuration, on by default", [], configuration()],
  [ec2NodeDisallowSecretsInUserData, "no user data", "notApplicable", instance()],
  [
    ec2NodeDisallowSecretsInUserData,
    "a script without secrets",
    [],
    template({ userData: base64("#!/bin/sh\nPASSWORD=$(aws secretsmanager get-secret-value)\n") }),
  ],
  [
    ec2NodeDisallowSecretsInUserData,
    "a key in the clear",
    ["userData contains an access key id; read it from Secrets Manager, and replace the exposed one"],
    instance({ userData: "export K=AKIAABCDEFGHIJKLMNOP" }),
  ],
  [
    ec2NodeDisallowSecretsInUserData,
    "a password in base 64",
    ["userDataBase64 contains a password; read it from Secrets Manager, and replace the exposed one"],
    instance({ userDataBase64: base64("mysql_password: correct-horse-battery\n") }),
  ],
  [ec2NodeDisallowSecretsInUserData, "AWS decides", "unknown", made("aws:ec2/instance:Instance", { userData: unknown }, "userData")],
  [ec2VolumeConfigureLifetime, "goes with the node", [], template(disks({ deleteOnTermination: "true" }))],
  [
    ec2VolumeConfigureLifetime,
    "stays",
    ["rootBlockDevice.deleteOnTermination is false; set true"],
    instance({ rootBlockDevice: { deleteOnTermination: false } }),
  ],
  [
    ec2VolumeConfigureLifetime,
    "attached to nothing",
    ["no resource of the stack attaches the volume; attach or remove it"],
    volume({ id: "vol-1" }),
  ],
  [ec2VolumeConfigureLifetime, "attached", [], volume({ id: "vol-1" }), maker("aws:ec2/volumeAttachment:VolumeAttachment")(ofVolume)],
  [ec2NodeDisallowSeveralInterfaces, "one", [], template({ networkInterfaces: [{}] })],
  [ec2NodeDisallowSeveralInterfaces, "two", ["2 network interfaces are configured; keep one"], template({ networkInterfaces: [{}, {}] })],
  [
    ec2NodeDisallowSeveralInterfaces,
    "one more by attachment",
    ["2 network interfaces are configured; keep one"],
    instance({ id: "i-1" }),
    maker("aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment")({ instanceId: "i-1" }),
  ],
  [ec2NodeEnableEbsOptimization, "a template's text", [], template({ ebsOptimized: "true" })],
  [ec2NodeEnableEbsOptimization, "unset", ["ebsOptimized is unset; set true"], instance()],
]);
