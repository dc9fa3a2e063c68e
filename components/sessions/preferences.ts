import type { Input } from "@pulumi/pulumi";
import { sessionMinutes } from "../../domain/defaults/staff.ts";

/** Resources that the preferences name. */
export interface PreferencesArgs {
  readonly keyArn: Input<string>;
  readonly logGroupName: Input<string>;
  readonly bucketName: Input<string>;
  readonly prefix: string;
  /** The user of the node that sessions run as; it has to be there. */
  readonly runAs: string;
}

/** Session Manager's preferences as it reads them (docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-configure-preferences-cli.html). */
export const preferences = ({ keyArn, logGroupName, bucketName, prefix, runAs }: PreferencesArgs) => ({
  schemaVersion: "1.0",
  description: "Sessions on nodes: logged, encrypted, ended when idle",
  sessionType: "Standard_Stream",
  inputs: {
    s3BucketName: bucketName,
    s3KeyPrefix: prefix,
    s3EncryptionEnabled: true,
    cloudWatchLogGroupName: logGroupName,
    cloudWatchEncryptionEnabled: true,
    cloudWatchStreamingEnabled: true,
    kmsKeyId: keyArn,
    idleSessionTimeout: String(sessionMinutes.idle),
    maxSessionDuration: String(sessionMinutes.max),
    runAsEnabled: true,
    runAsDefaultUser: runAs,
    shellProfile: { linux: "", windows: "" },
  },
});
