import { type Command, Option } from "commander";
import type { CertificateOptions, DryRunOptions } from "../certificate/store.ts";
import { examples } from "./examples.ts";

/** Adds `store certificate dry-run` and `store certificate status`. */
export function registerCertificate(program: Command): void {
  const certificate = program.command("certificate").description("order a test certificate, or show the current one").helpCommand(false);
  certificate
    .command("dry-run")
    .description("order a certificate for the stack's names from a staging directory and discard it")
    .argument("<stack>", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--directory <url>", "ACME directory to order from (default: the staging directory of the first authority that has one)")
    .option("--json", "print one JSON object instead of text")
    .addOption(stacksFolder())
    .addHelpText("after", examples(["a test order that changes nothing in use", "certificate dry-run demo-prod"]))
    .action(async (stack: string, options: DryRunOptions) => {
      const { dryRun } = await import("../certificate/dry-run.ts");
      process.exitCode = await dryRun(stack, options);
    });
  certificate
    .command("status")
    .description("show the current certificate in ACM, its issuer, and its renewal date")
    .argument("<stack>", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .option("--json", "print one JSON object instead of text")
    .addOption(stacksFolder())
    .addHelpText("after", examples(["issuer and renewal date", "certificate status demo-prod"]))
    .action(async (stack: string, options: CertificateOptions) => {
      const { status } = await import("../certificate/status.ts");
      process.exitCode = await status(stack, options);
    });
}

const stacksFolder = () => new Option("--stacks <folder>", "where the stack files are").hideHelp();
