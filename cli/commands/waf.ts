import { type Command, Option } from "commander";
import type { ExplainOptions } from "../waf/explain/options.ts";
import { examples } from "./examples.ts";

/** Adds `store waf explain`. No option is mandatory to commander, whose sentences are its own. */
export function registerWaf(program: Command): void {
  program
    .command("waf")
    .description("ask the web ACL of a stack")
    .helpCommand(false)
    .command("explain")
    .description("say what the web ACL would do with a request, and why, without asking AWS")
    .argument("[stack]", "name of a stack, as in stacks/Pulumi.<stack>.yaml")
    .optionsGroup("The request:")
    .option("--ip <address>", "who sends it")
    .option("--method <method>", "GET, or POST with a body")
    .option("--path <path>", "with its query, as it is sent", "/")
    .option("--country <code>", "where the address is, two letters; XX where AWS does not know it")
    .option("--asn <number>", "the autonomous system of the address; 0 where AWS does not know it")
    .option("--ja3 <fingerprint>", "of the client's TLS greeting, or none")
    .option("--ja4 <fingerprint>", "of the client's TLS greeting, or none")
    .option("--user-agent <text>", "what the client calls itself")
    .option("--host <name>", "default: the store's own name")
    .option("--header <header>", '"name: value"; repeatable', collect)
    .option("--cookie <cookie>", "name=value; repeatable", collect)
    .option("--body <text>", "the body as it is sent")
    .option("--body-file <file>", "a file with the body")
    .option("--token", "the client has solved a challenge and a CAPTCHA")
    .optionsGroup("What is assumed:")
    .option("--hint <hint>", "what AWS decides, such as bot=search-engine; repeatable", collect)
    .option("--in-set <set=address>", "an address that an IP set is to hold as well; repeatable", collect)
    .optionsGroup("Many requests:")
    .option("--requests <file>", "a browser's recording (HAR), a log of the web ACL, the load balancer or nginx, or a JSON object a line")
    .option("--fail-on-refused", "end with 1 where a request is blocked, or asked something that it cannot answer")
    .optionsGroup("The web ACL:")
    .option("--graph <file>", "ask the web ACL in what `pulumi stack export` or `store preview --graph` wrote")
    .option("--acl <name>", "the web ACL, where there are several")
    .optionsGroup("Options:")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["a shopper signs in", "waf explain demo-prod --ip 203.0.113.5 --country DE --path '/?target=login'"],
        ["which of yesterday's requests the web ACL would refuse", "waf explain demo-prod --requests firewall.log"],
      ),
    )
    .action(async (stack: string | undefined, options: Omit<ExplainOptions, "stack">) => {
      const { explain } = await import("../waf/explain/command.ts");
      process.exitCode = await explain({ stack, ...options });
    });
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];
