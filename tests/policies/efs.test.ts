import { efsAccesspointEnforceRootDirectory } from "../../policies/efs/accesspoint-enforce-root-directory.ts";
import { efsAccesspointEnforceUserIdentity } from "../../policies/efs/accesspoint-enforce-user-identity.ts";
import { efsFilesystemConfigureCustomerManagedKey } from "../../policies/efs/filesystem-configure-customer-managed-key.ts";
import { efsFilesystemDisallowSingleZone } from "../../policies/efs/filesystem-disallow-single-zone.ts";
import { efsFilesystemEnableEncryption } from "../../policies/efs/filesystem-enable-encryption.ts";
import { inStack, maker, testCases } from "./data-cases.ts";

const files = maker("aws:efs/fileSystem:FileSystem");
const point = maker("aws:efs/accessPoint:AccessPoint");

testCases([
  [efsFilesystemEnableEncryption, "encrypted files are compliant", [], files({ encrypted: true })],
  [efsFilesystemEnableEncryption, "others are reported", ["encrypted is unset; set true"], files()],
  [efsFilesystemConfigureCustomerManagedKey, "a key is compliant", [], files({ kmsKeyId: "arn:aws:kms:eu-west-1:1:key/1" })],
  [efsFilesystemConfigureCustomerManagedKey, "none is reported", ["kmsKeyId is unset; set the ARN of a customer-managed key"], files()],
  [efsAccesspointEnforceUserIdentity, "a user is compliant", [], point({ posixUser: { uid: 2001, gid: 2001 } })],
  [
    efsAccesspointEnforceUserIdentity,
    "root is reported",
    ["the uid of posixUser is 0; set the uid of the application's user"],
    point({ posixUser: [{ uid: 0 }] }),
  ],
  [
    efsAccesspointEnforceUserIdentity,
    "anyone is reported",
    ["the uid of posixUser is unset; set the uid of the application's user"],
    point(),
  ],
  [efsAccesspointEnforceRootDirectory, "a directory is compliant", [], point({ rootDirectory: { path: "/xcart" } })],
  [
    efsAccesspointEnforceRootDirectory,
    "everything is reported",
    ["rootDirectory.path is /; set a directory below /"],
    point({ rootDirectory: { path: "/" } }),
  ],
  [efsFilesystemDisallowSingleZone, "several zones are compliant", [], files()],
  [
    efsFilesystemDisallowSingleZone,
    "one is reported",
    ["availabilityZoneName is set, so that files are in one zone only; remove it"],
    files({ availabilityZoneName: "eu-west-1a" }),
  ],
  [
    efsFilesystemDisallowSingleZone,
    "for development it will do",
    "notApplicable",
    ...inStack("shop-dev", files({ availabilityZoneName: "eu-west-1a" })),
  ],
]);
