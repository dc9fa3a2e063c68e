import type { Input } from "@pulumi/pulumi";
import { type AutomationDocument, expectRelease, releaseParameter, sumParameter } from "../automation.ts";
import { command, type InstanceSteps, instanceSteps, terminateBuilder } from "../builder-steps.ts";
import { distributionParameter, expectDistribution } from "../distribution.ts";
import { smokeScript, uploadScript } from "../scripts.ts";
import { fetchDistributionScript, finishScript, type InstallScriptArgs, installScript } from "./install-scripts.ts";

/** Arguments for {@link installDocument}. */
export interface InstallArgs extends InstanceSteps, Omit<InstallScriptArgs<Input<string>>, "bucket"> {
  /** Role that the execution takes. */
  readonly roleArn: Input<string>;
  readonly releasesBucket: Input<string>;
}

/**
 * Installs X-Cart from a distribution into the store's own, empty database, and uploads the result as a release. A failure leaves a
 * database that the next execution cleans; a database that is in use is not touched.
 */
export function installDocument(args: InstallArgs): AutomationDocument {
  const scripts = { ...args, bucket: args.releasesBucket };
  return {
    schemaVersion: "0.3",
    description: `Installs X-Cart into the empty database of ${args.stack}. What to do: docs/first-deployment.md`,
    assumeRole: args.roleArn,
    parameters: {
      Release: releaseParameter("The release that comes of it: X-Cart's version and a number, such as 5.6.0.12-1"),
      Distribution: distributionParameter("The distribution of X-Cart, in the bucket"),
      DistributionSha256: sumParameter("the distribution"),
      Administrator: {
        type: "String",
        description: "Email address of the store's first administrator",
        allowedPattern: "^[a-z0-9][a-z0-9._+-]{0,63}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}[a-z]{2,24}$",
      },
    },
    mainSteps: [
      expectRelease("RefuseTakenName", args.releasesBucket, "{{Release}}", false),
      expectDistribution("RequireDistribution", args.releasesBucket, "{{Distribution}}"),
      ...instanceSteps(args, "Abort"),
      command("Fetch", fetchDistributionScript(scripts), args, 1800),
      command("Install", installScript(scripts), args, 7200),
      command("SmokeTest", smokeScript("copy"), args, 1800),
      command("Upload", uploadScript(scripts, "{{Distribution}}", "install"), args, 1800),
      command("Finish", finishScript(scripts), args, 300),
      { ...terminateBuilder("Abort"), isEnd: true },
    ],
  };
}
