import type { Command } from "commander";
import type { NewOptions } from "../new/options.ts";
import { examples } from "./examples.ts";

/** Adds `store new`. No option is mandatory to commander, which would stop at the first that is missing. */
export function registerNew(program: Command): void {
  program
    .command("new")
    .description("write the settings files of a new store, one for each environment")
    .argument("[name]", "store name; its stacks are <name>-<environment>")
    .optionsGroup("The store:")
    .option("--domain <name>", "production domain; other environments use <environment>.<domain>")
    .option("--zone <name>", "Route 53 hosted zone of the domain")
    .option("--create-zone", "create the zone; each environment gets its own")
    .option("--region <region>", "AWS Region")
    .option("--xcart <line>", "X-Cart line, 5.5 or 5.6")
    .option("--contact <address>", "email address that receives alarms; comma-separated or repeated", collect)
    .option("--staff <cidr>", "network that staff work from; comma-separated or repeated", collect)
    .option("--environments <list>", "environments to write, comma-separated", "dev,staging,prod")
    .optionsGroup("Where and when it runs:")
    .option("--account-id <digits>", "AWS account; deployments to any other are refused")
    .option("--account-stack <stack>", "the account's stack, which has the log archive")
    .option("--cidr <block>", "first VPC network; each environment takes the next free one", "10.20.0.0/16")
    .option("--timezone <name>", "time zone of the patch windows, such as Europe/Berlin", "UTC")
    .optionsGroup("Options:")
    .option("--dir <folder>", "folder to write to (default: Pulumi.yaml's stackConfigDir)")
    .addHelpText(
      "after",
      examples(
        [
          "three environments, in an existing zone",
          "new acme --domain shop.acme.example --zone acme.example --region eu-central-1 --xcart 5.6 --contact ops@acme.example --staff 203.0.113.0/24",
        ],
        [
          "production only, in a new zone",
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
