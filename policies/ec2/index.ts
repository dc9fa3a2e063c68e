import type { Policy } from "../model/policy.ts";
import { ec2ConfigureImages } from "./configure-images.ts";
import { ec2ConfigureMetadataHops } from "./configure-metadata-hops.ts";
import { ec2ConfigureVolumeKey } from "./configure-volume-key.ts";
import { ec2ConfigureVolumeLifetime } from "./configure-volume-lifetime.ts";
import { ec2DisallowKeyPair } from "./disallow-key-pair.ts";
import { ec2DisallowPublicIp } from "./disallow-public-ip.ts";
import { ec2DisallowPublicSnapshots } from "./disallow-public-snapshots.ts";
import { ec2DisallowSecretsInUserData } from "./disallow-secrets-in-user-data.ts";
import { ec2DisallowSeveralInterfaces } from "./disallow-several-interfaces.ts";
import { ec2EnableDefaultEncryption } from "./enable-default-encryption.ts";
import { ec2EnableEbsOptimization } from "./enable-ebs-optimization.ts";
import { ec2EnableMonitoring } from "./enable-monitoring.ts";
import { ec2EnableSnapshotEncryption } from "./enable-snapshot-encryption.ts";
import { ec2EnableVolumeEncryption } from "./enable-volume-encryption.ts";
import { ec2EnforceMetadataTokens } from "./enforce-metadata-tokens.ts";
import { ec2EnforceVpc } from "./enforce-vpc.ts";
import { ec2MissingInstanceProfile } from "./missing-instance-profile.ts";

/** The policies about nodes, disks and images. */
export const ec2: readonly Policy[] = [
  ec2ConfigureImages,
  ec2ConfigureMetadataHops,
  ec2ConfigureVolumeKey,
  ec2ConfigureVolumeLifetime,
  ec2DisallowKeyPair,
  ec2DisallowPublicIp,
  ec2DisallowPublicSnapshots,
  ec2DisallowSecretsInUserData,
  ec2DisallowSeveralInterfaces,
  ec2EnableDefaultEncryption,
  ec2EnableEbsOptimization,
  ec2EnableMonitoring,
  ec2EnableSnapshotEncryption,
  ec2EnableVolumeEncryption,
  ec2EnforceMetadataTokens,
  ec2EnforceVpc,
  ec2MissingInstanceProfile,
];
