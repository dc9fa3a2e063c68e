import { type Command, Option } from "commander";
import type { CertificateOptions, DryRunOptions } from "../certificate/store.ts";
import { examples } from "./examples.ts";

/** Adds `store certificate dry-run` and `store certificate status`. */
export function registerCertificate(program: Command): void {
  const certificate = program
    .command("certificate")
    .description("try how a stack's certificate is issued, and look at the one that it has")
    .helpCommand(false);
  certificate
    .command("dry-run")
    .description("order a certificate for the stack's names from a trial directory; nothing that is in use is changed")
    .argument("<stack>", "name of a stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--directory <url>", "the ACME directory to order from (default: that of the first authority that has one for trials)")
    .option("--json", "print one JSON object instead of text")
    .addOption(stacksFolder())
    .addHelpText("after", examples(["a trial order; nothing that is in use is changed", "certificate dry-run demo-prod"]))
    .action(async (stack: string, options: DryRunOptions) => {
      const { dryRun } = await import("../certificate/dry-run.ts");
      process.exitCode = await dryRun(stack, options);
    });
  certificate
    .command("status")
    .description("ask ACM what certificate the stack has, who issued it, and when it is due")
    .argument("<stack>", "name of a stack, as in stacks/Pulumi.<stack>.yaml")
    .option("--json", "print one JSON object instead of text")
    .addOption(stacksFolder())
    .addHelpText("after", examples(["who issued it, and when it is renewed", "certificate status demo-prod"]))
    .action(async (stack: string, options: CertificateOptions) => {
      const { status } = await import("../certificate/status.ts");
      process.exitCode = await status(stack, options);
    });
}

const stacksFolder = () => new Option("--stacks <folder>", "where the stack files are").hideHelp();
