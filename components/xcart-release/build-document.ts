import type { Input } from "@pulumi/pulumi";
import type { DatabaseAccess } from "../../domain/contracts/database-access.ts";
import { type AutomationDocument, type AutomationStep, expectRelease, releaseParameter, sumParameter } from "./automation.ts";
import { type BuilderSteps, command, copySteps, deleteCopy, instanceSteps, terminateBuilder } from "./builder-steps.ts";
import { fetchScript, type ScriptArgs, smokeScript, uploadScript } from "./scripts.ts";
import { upgradeScript } from "./upgrade-scripts.ts";

/** Arguments for {@link buildDocument}. */
export interface BuildArgs extends BuilderSteps {
  readonly region: string;
  /** Role that the execution takes. */
  readonly roleArn: Input<string>;
  readonly releasesBucket: Input<string>;
  /** PHP as on the nodes, as packages of Amazon Linux. */
  readonly phpPackages: readonly string[];
  readonly access: DatabaseAccess;
}

/**
 * Builds the next release of X-Cart on an instance of its own, on a copy of the database: nothing that shoppers use is touched.
 * Whatever goes wrong, and also when it is cancelled, the instance and the copy are deleted; the execution's result stays `Failed`.
 */
export function buildDocument(args: BuildArgs): AutomationDocument {
  const scriptArgs: ScriptArgs<Input<string>> = { ...args, bucket: args.releasesBucket };
  return {
    schemaVersion: "0.3",
    description: `Builds the next release of X-Cart for ${args.stack}, away from its nodes. What to do: docs/operations/releases.md`,
    assumeRole: args.roleArn,
    parameters: parametersOf(args),
    mainSteps: [
      expectRelease("RefuseTakenName", args.releasesBucket, "{{Release}}", false),
      expectRelease("RequireFormer", args.releasesBucket, "{{From}}", true),
      choose("ChooseCopy", "CopyDatabase", "LaunchBuilder"),
      ...copySteps(args, "{{SourceDatabase}}"),
      ...instanceSteps(args, "step:ChooseDeletion"),
      command("Fetch", fetchScript(scriptArgs), args, 1800),
      command("Upgrade", upgradeScript(args), args, 7200),
      command("SmokeTest", smokeScript(), args, 1800),
      command("Upload", uploadScript(scriptArgs), args, 1800),
      terminateBuilder("step:ChooseDeletion"),
      { ...choose("ChooseDeletion", "DeleteCopy"), isEnd: true },
      deleteCopy(args.stack),
    ],
  };
}

const parametersOf = ({ stack }: BuildArgs): AutomationDocument["parameters"] => ({
  Release: releaseParameter("The new release: X-Cart's version and how often it was built, such as 5.6.0.12-1"),
  From: releaseParameter("The release to start from, in the bucket"),
  FromSha256: sumParameter("that release's archive, as `store release list` prints it"),
  Kind: { type: "String", description: "What X-Cart's upgrade takes", allowedValues: ["build", "minor"], default: "build" },
  Database: {
    type: "String",
    description: "copy: upgrade and try out on a copy of the database; none: files only",
    allowedValues: ["copy", "none"],
    default: "copy",
  },
  SourceDatabase: {
    type: "String",
    description: "The database that is copied: of this stack, by its name",
    allowedPattern: `^${stack}-([a-z0-9]|-(?!-)){0,${62 - stack.length - 1}}[a-z0-9]$`,
    default: `${stack}-database`,
  },
});

/** Goes on with one step where there is a copy of the database, and with another where not. */
const choose = (name: string, withCopy: string, without?: string): AutomationStep => ({
  name,
  action: "aws:branch",
  inputs: {
    Choices: [{ NextStep: withCopy, Variable: "{{Database}}", StringEquals: "copy" }],
    ...(without !== undefined && { Default: without }),
  },
});
