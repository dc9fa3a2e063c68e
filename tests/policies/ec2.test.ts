import { ec2ConfigureImages } from "../../policies/ec2/configure-images.ts";
import { ec2ConfigureMetadataHops } from "../../policies/ec2/configure-metadata-hops.ts";
import { ec2ConfigureVolumeKey } from "../../policies/ec2/configure-volume-key.ts";
import { ec2ConfigureVolumeLifetime } from "../../policies/ec2/configure-volume-lifetime.ts";
import { ec2DisallowKeyPair } from "../../policies/ec2/disallow-key-pair.ts";
import { ec2DisallowPublicIp } from "../../policies/ec2/disallow-public-ip.ts";
import { ec2DisallowPublicSnapshots } from "../../policies/ec2/disallow-public-snapshots.ts";
import { ec2DisallowSecretsInUserData } from "../../policies/ec2/disallow-secrets-in-user-data.ts";
import { ec2DisallowSeveralInterfaces } from "../../policies/ec2/disallow-several-interfaces.ts";
import { ec2EnableDefaultEncryption } from "../../policies/ec2/enable-default-encryption.ts";
import { ec2EnableEbsOptimization } from "../../policies/ec2/enable-ebs-optimization.ts";
import { ec2EnableMonitoring } from "../../policies/ec2/enable-monitoring.ts";
import { ec2EnableSnapshotEncryption } from "../../policies/ec2/enable-snapshot-encryption.ts";
import { ec2EnableVolumeEncryption } from "../../policies/ec2/enable-volume-encryption.ts";
import { ec2EnforceMetadataTokens } from "../../policies/ec2/enforce-metadata-tokens.ts";
import { ec2EnforceVpc } from "../../policies/ec2/enforce-vpc.ts";
import { ec2MissingInstanceProfile } from "../../policies/ec2/missing-instance-profile.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
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

const ofVolume = { volumeId: "vol-1" };
const disks = (ebs: object) => ({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] });

testCases([
  [ec2EnforceMetadataTokens, "tokens are required", [], instance({ metadataOptions: { httpTokens: "required" } })],
  [ec2EnforceMetadataTokens, "metadata is off", [], template({ metadataOptions: { httpEndpoint: "disabled" } })],
  [
    ec2EnforceMetadataTokens,
    "tokens are optional",
    ["metadataOptions.httpTokens is optional; set required"],
    template({ metadataOptions: { httpTokens: "optional" } }),
  ],
  [ec2EnforceMetadataTokens, "nothing is said", ["metadataOptions.httpTokens is unset; set required"], configuration()],
  [ec2EnforceMetadataTokens, "AWS decides", "unknown", made("aws:ec2/instance:Instance", { metadataOptions: unknown }, "metadataOptions")],
  [ec2ConfigureMetadataHops, "one hop", [], template({ metadataOptions: { httpPutResponseHopLimit: 1 } })],
  [
    ec2ConfigureMetadataHops,
    "two hops",
    ["metadataOptions.httpPutResponseHopLimit is 2; set 1"],
    instance({ metadataOptions: { httpPutResponseHopLimit: 2 } }),
  ],
  [ec2DisallowPublicIp, "no public address", [], instance({ associatePublicIpAddress: false })],
  [
    ec2DisallowPublicIp,
    "an instance has one",
    ["associatePublicIpAddress is true; set false"],
    instance({ associatePublicIpAddress: true }),
  ],
  [
    ec2DisallowPublicIp,
    "a template gives one",
    ["networkInterfaces.1.associatePublicIpAddress is true; set false"],
    template({ networkInterfaces: [{}, { associatePublicIpAddress: "true" }] }),
  ],
  [ec2DisallowPublicIp, "an address of NAT", "notApplicable", eip({ networkInterface: "eni-1" })],
  [
    ec2DisallowPublicIp,
    "an address of an instance",
    ["instance is set: a node gets the Elastic IP address; use a NAT gateway"],
    made("aws:ec2/eip:Eip", { instance: unknown }, "instance"),
  ],
  [ec2EnforceVpc, "an instance in a subnet that is made with it", [], made("aws:ec2/instance:Instance", { subnetId: unknown }, "subnetId")],
  [ec2EnforceVpc, "an instance anywhere", ["subnetId is unset, so the default VPC takes it; name a private subnet"], instance()],
  [
    ec2EnforceVpc,
    "a group by zones",
    ["vpcZoneIdentifiers is unset, so the default VPC takes it; name a private subnet"],
    group({ availabilityZones: ["a"] }),
  ],
  [ec2MissingInstanceProfile, "a profile that is made with it", [], template({ iamInstanceProfile: { arn: unknown } })],
  [ec2MissingInstanceProfile, "none", ["iamInstanceProfile is unset; name a profile"], instance()],
  [ec2DisallowKeyPair, "none", [], instance()],
  [ec2DisallowKeyPair, "a key pair", ["keyName is set; remove it and use Session Manager"], template({ keyName: "admin" })],
  [ec2DisallowKeyPair, "a pair is made", ["a key pair is made for SSH; use Session Manager"], maker("aws:ec2/keyPair:KeyPair")()],
  [ec2EnableVolumeEncryption, "an encrypted volume", [], volume({ encrypted: true })],
  [ec2EnableVolumeEncryption, "a volume in the clear", ["encrypted is unset; set true"], volume()],
  [ec2EnableVolumeEncryption, "a template's text", [], template(disks({ encrypted: "true" }))],
  [
    ec2EnableVolumeEncryption,
    "a template that says nothing of its root disk",
    ["blockDeviceMappings.0.ebs.encrypted is unset; set true"],
    template(),
  ],
  [
    ec2EnableVolumeEncryption,
    "one disk of an instance in the clear",
    ["ebsBlockDevices.1.encrypted is false; set true"],
    instance({ rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ encrypted: true }, { encrypted: false }] }),
  ],
  [ec2EnableVolumeEncryption, "a root disk as a list", [], configuration({ rootBlockDevice: [{ encrypted: true }] })],
  [ec2EnableVolumeEncryption, "AWS decides", "unknown", made("aws:ebs/volume:Volume", { encrypted: unknown }, "encrypted")],
  [ec2ConfigureVolumeKey, "a key that is made with it", [], made("aws:ebs/volume:Volume", { kmsKeyId: unknown }, "kmsKeyId")],
  [
    ec2ConfigureVolumeKey,
    "AWS's key",
    ["kmsKeyId is unset or AWS's own key; set a customer-managed key"],
    volume({ kmsKeyId: "alias/aws/ebs" }),
  ],
  [
    ec2ConfigureVolumeKey,
    "a template without a key",
    ["blockDeviceMappings.0.ebs.kmsKeyId is unset or AWS's own key; set a customer-managed key"],
    template(disks({ encrypted: "true" })),
  ],
  [ec2EnableDefaultEncryption, "a store's stack", "notApplicable", stack()],
  [
    ec2EnableDefaultEncryption,
    "an account without it",
    ["nothing switches it on; add an aws.ebs.EncryptionByDefault"],
    ...inStack("demo-account", stack()),
  ],
  [
    ec2EnableDefaultEncryption,
    "an account with it",
    [],
    ...inStack("demo-account", stack(), maker("aws:ebs/encryptionByDefault:EncryptionByDefault")()),
  ],
  [
    ec2EnableDefaultEncryption,
    "switched off",
    ["enabled is false; set true"],
    maker("aws:ebs/encryptionByDefault:EncryptionByDefault")({ enabled: false }),
  ],
  [
    ec2DisallowPublicSnapshots,
    "an account without it",
    ["nothing blocks it; add an aws.ebs.SnapshotBlockPublicAccess"],
    ...inStack("demo-account", stack()),
  ],
  [
    ec2DisallowPublicSnapshots,
    "old ones stay public",
    ["state is block-new-sharing; set block-all-sharing"],
    maker("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess")({ state: "block-new-sharing" }),
  ],
  [ec2EnableSnapshotEncryption, "a snapshot of an encrypted volume", [], volume({ id: "vol-1", encrypted: true }), snapshot(ofVolume)],
  [
    ec2EnableSnapshotEncryption,
    "a snapshot of a volume in the clear",
    ["its volume one is not encrypted; encrypt the volume"],
    volume({ id: "vol-1" }),
    snapshot(ofVolume),
  ],
  [ec2EnableSnapshotEncryption, "a copy in the clear", ["encrypted is unset; set true"], maker("aws:ebs/snapshotCopy:SnapshotCopy")()],
  [ec2ConfigureImages, "AWS's newest image", [], template({ imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/x" })],
  [ec2ConfigureImages, "no image", "notApplicable", template()],
  [
    ec2ConfigureImages,
    "an image by its name",
    ["imageId is amazon-linux; set an id or resolve:ssm:/aws/service/…"],
    instance({ imageId: "amazon-linux" }),
  ],
  [ec2ConfigureImages, "an image that AWS tells", "unknown", made("aws:ec2/instance:Instance", { imageId: unknown }, "imageId")],
  [
    ec2ConfigureImages,
    "an image in the clear",
    ["ebsBlockDevices.0.encrypted is unset; set true"],
    maker("aws:ec2/ami:Ami")({ ebsBlockDevices: [{}] }),
  ],
  [
    ec2ConfigureImages,
    "a shared image",
    ["the image is shared with others; remove the permission"],
    maker("aws:ec2/amiLaunchPermission:AmiLaunchPermission")(),
  ],
  [
    ec2ConfigureImages,
    "a recipe in the clear",
    ["blockDeviceMappings.0.ebs.encrypted is false; set true"],
    maker("aws:imagebuilder/imageRecipe:ImageRecipe")({ blockDeviceMappings: [{ ebs: { encrypted: "false" } }] }),
  ],
  [
    ec2ConfigureImages,
    "images for everybody",
    [
      "distributions.0.amiDistributionConfiguration.launchPermission.userGroups is set; share no image",
      "distributions.0.amiDistributionConfiguration.kmsKeyId is unset; set a customer-managed key",
    ],
    maker("aws:imagebuilder/distributionConfiguration:DistributionConfiguration")({
      distributions: [{ amiDistributionConfiguration: { launchPermission: { userGroups: ["all"] } } }],
    }),
  ],
  [ec2EnableMonitoring, "a template by the minute", [], template({ monitoring: { enabled: true } })],
  [ec2EnableMonitoring, "an instance each five minutes", ["monitoring is unset; set true"], instance()],
  [ec2EnableMonitoring, "a launch configuration, on by default", [], configuration()],
  [ec2DisallowSecretsInUserData, "no user data", "notApplicable", instance()],
  [
    ec2DisallowSecretsInUserData,
    "a script without secrets",
    [],
    template({ userData: base64("#!/bin/sh\nPASSWORD=$(aws secretsmanager get-secret-value)\n") }),
  ],
  [
    ec2DisallowSecretsInUserData,
    "a key in the clear",
    ["userData has an access key id in it; read it from Secrets Manager"],
    instance({ userData: "export K=AKIAABCDEFGHIJKLMNOP" }),
  ],
  [
    ec2DisallowSecretsInUserData,
    "a password in base 64",
    ["userDataBase64 has a password in it; read it from Secrets Manager"],
    instance({ userDataBase64: base64("mysql_password: correct-horse-battery\n") }),
  ],
  [ec2DisallowSecretsInUserData, "AWS decides", "unknown", made("aws:ec2/instance:Instance", { userData: unknown }, "userData")],
  [ec2ConfigureVolumeLifetime, "goes with the node", [], template(disks({ deleteOnTermination: "true" }))],
  [
    ec2ConfigureVolumeLifetime,
    "stays",
    ["rootBlockDevice.deleteOnTermination is false; set true"],
    instance({ rootBlockDevice: { deleteOnTermination: false } }),
  ],
  [
    ec2ConfigureVolumeLifetime,
    "attached to nothing",
    ["nothing in the stack attaches the volume; attach or remove it"],
    volume({ id: "vol-1" }),
  ],
  [ec2ConfigureVolumeLifetime, "attached", [], volume({ id: "vol-1" }), maker("aws:ec2/volumeAttachment:VolumeAttachment")(ofVolume)],
  [ec2DisallowSeveralInterfaces, "one", [], template({ networkInterfaces: [{}] })],
  [ec2DisallowSeveralInterfaces, "two", ["2 network interfaces; keep one"], template({ networkInterfaces: [{}, {}] })],
  [
    ec2DisallowSeveralInterfaces,
    "one more by attachment",
    ["2 network interfaces; keep one"],
    instance({ id: "i-1" }),
    maker("aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment")({ instanceId: "i-1" }),
  ],
  [ec2EnableEbsOptimization, "a template's text", [], template({ ebsOptimized: "true" })],
  [ec2EnableEbsOptimization, "unset", ["ebsOptimized is unset; set true"], instance()],
]);
