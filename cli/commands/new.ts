import type { Command } from "commander";
import type { NewOptions } from "../new/options.ts";
import { examples } from "./examples.ts";

/** Adds `store new`. No option is mandatory to commander, which would stop at the first that is missing. */
export function registerNew(program: Command): void {
  program
    .command("new")
    .description("write the stack files of a new store, one for each environment")
    .argument("[name]", "name of the store; its stacks are <name>-<environment>")
    .optionsGroup("The store:")
    .option("--domain <name>", "the store's name in production; elsewhere it is <environment>.<name>")
    .option("--zone <name>", "the Route 53 hosted zone that the domain is in")
    .option("--create-zone", "create the zone; other environments than prod create one of their own")
    .option("--region <region>", "the AWS Region")
    .option("--xcart <line>", "the X-Cart line, 5.5 or 5.6")
    .option("--contact <address>", "who gets the alarms; several by comma or by repeating the option", collect)
    .option("--staff <cidr>", "where staff work; several by comma or by repeating the option", collect)
    .option("--environments <list>", "which to write, by comma", "dev,staging,prod")
    .optionsGroup("Where and when it runs:")
    .option("--account-id <digits>", "the AWS account, so that any other is refused")
    .option("--account-stack <stack>", "the stack of the account, which has the log archive")
    .option("--cidr <block>", "first network block; each environment takes the next one that no other stack has", "10.20.0.0/16")
    .option("--timezone <name>", "the time zone of the patch windows, such as Europe/Berlin", "UTC")
    .optionsGroup("Options:")
    .option("--dir <folder>", "where the stack files go (default: Pulumi.yaml's stackConfigDir)")
    .addHelpText(
      "after",
      examples(
        [
          "three environments, in a zone that the account has",
          "new acme --domain shop.acme.example --zone acme.example --region eu-central-1 --xcart 5.6 --contact ops@acme.example --staff 203.0.113.0/24",
        ],
        [
          "production alone, with a zone of its own",
          "new acme --domain acme.example --zone acme.example --create-zone --region eu-central-1 --xcart 5.6 --contact ops@acme.example --staff 203.0.113.0/24 --environments prod",
        ],
      ),
    )
    .option("--json", "print one JSON object instead of text")
    .action(async (name: string | undefined, options: NewOptions) => {
      const { newStore } = await import("../new/command.ts");
      process.exitCode = newStore(name, options);
    });
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];
