import { type Command, Option } from "commander";
import type { InventoryOptions } from "../payment-page/inventory.ts";
import type { RecordOptions } from "../payment-page/record.ts";
import type { StatusOptions } from "../payment-page/status.ts";
import type { UpdateOptions } from "../payment-page/update.ts";
import { examples } from "./examples.ts";

/** Adds `store payment-page record | inventory | update | status`. No argument is mandatory to commander, whose sentences are its own. */
export function registerPaymentPage(program: Command): void {
  const page = program
    .command("payment-page")
    .description("record and update the agreed contents of the payment page, and show its watch")
    .helpCommand(false);
  ofStore(
    page
      .command("record")
      .description("visit the shop up to the payment step with this machine's Chromium, and compare it with the agreed contents"),
  )
    .option("--write", "add new contents to the file; fill in the reason and the approver yourself")
    .option("--origin <origin>", "another origin of the same shop, such as https://staging.example.com (default: the store's own)")
    .option("--visits <number>", "number of visits, each as another shopper", "1")
    .option("--browser <path>", "Chromium executable (default: chromium or google-chrome on PATH)")
    .option("--json", "print one JSON object instead of text")
    .addHelpText("after", examples(["the first file, or what a release adds to it", "payment-page record demo-prod --write"]))
    .action(async (stack: string | undefined, options: RecordOptions) => {
      const { record } = await import("../payment-page/record.ts");
      process.exitCode = await record(stack, options);
    });
  ofStore(page.command("inventory").description("print the inventory of scripts with their justification (PCI DSS 6.4.3)"))
    .option("--json", "print one JSON object instead of text")
    .option("--markdown", "print Markdown instead of text")
    .addHelpText("after", examples(["for the assessor", "payment-page inventory demo-prod --markdown"]))
    .action(async (stack: string | undefined, options: InventoryOptions) => {
      const { inventory } = await import("../payment-page/inventory.ts");
      process.exitCode = inventory(stack, options);
    });
  ofStore(page.command("update").description("record that a vendor's new version of a script is agreed"))
    .argument("[source]", "source of the script, as in the file")
    .argument("[content]", "its fingerprint, as in the email: sha256-…=")
    .option("--approved-by <name>", "person who reviewed and approved the change")
    .addHelpText(
      "after",
      examples([
        "a vendor's new version",
        "payment-page update demo-prod https://js.example.com/pay.js sha256-… --approved-by ada@example.com",
      ]),
    )
    .action(async (stack: string | undefined, source: string | undefined, content: string | undefined, options: UpdateOptions) => {
      const { update } = await import("../payment-page/update.ts");
      process.exitCode = update([stack, source, content], options);
    });
  ofStore(
    page
      .command("status")
      .description("show since when the page has been watched, the last visit and its findings (PCI DSS 11.6.1); reads AWS"),
  )
    .option("--json", "print one JSON object instead of text")
    .addHelpText("after", examples(["for the assessor, with credentials of the store's account", "payment-page status demo-prod"]))
    .action(async (stack: string | undefined, options: StatusOptions) => {
      const { status } = await import("../payment-page/status.ts");
      process.exitCode = await status(stack, options);
    });
}

const ofStore = (command: Command): Command =>
  command
    .argument("[stack]", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp());
