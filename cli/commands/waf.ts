import { type Command, Option } from "commander";
import type { ExplainOptions } from "../waf/explain/options.ts";
import { examples } from "./examples.ts";

/** Adds `store waf explain`. No option is mandatory to commander, whose sentences are its own. */
export function registerWaf(program: Command): void {
  program
    .command("waf")
    .description("explain the decisions of a stack's web ACL")
    .helpCommand(false)
    .command("explain")
    .description("show what the web ACL would do with a request, and why; works offline")
    .argument("[stack]", "stack name, as in stacks/Pulumi.<stack>.yaml")
    .optionsGroup("The request:")
    .option("--ip <address>", "client address")
    .option("--method <method>", "method (default: GET, or POST with a body)")
    .option("--path <path>", "path and query as sent", "/")
    .option("--country <code>", "two-letter country of the address; XX if AWS does not know it")
    .option("--asn <number>", "autonomous system number of the address; 0 if AWS does not know it")
    .option("--ja3 <fingerprint>", "JA3 fingerprint of the TLS handshake, or none")
    .option("--ja4 <fingerprint>", "JA4 fingerprint of the TLS handshake, or none")
    .option("--user-agent <text>", "User-Agent header")
    .option("--host <name>", "Host header (default: the store's domain)")
    .option("--header <header>", '"name: value"; repeatable', collect)
    .option("--cookie <cookie>", "name=value; repeatable", collect)
    .option("--body <text>", "body as sent")
    .option("--body-file <file>", "file with the body")
    .option("--token", "assume that the client has solved a challenge and a CAPTCHA")
    .optionsGroup("Assumptions:")
    .option("--hint <hint>", "outcome that only AWS knows, such as bot=search-engine; repeatable", collect)
    .option("--in-set <set=address>", "additional address in an IP set; repeatable", collect)
    .optionsGroup("Many requests:")
    .option("--requests <file>", "HAR recording, log of the web ACL, load balancer or nginx, or one JSON object per line")
    .option("--fail-on-refused", "exit with 1 if a request is blocked, or challenged and cannot answer")
    .optionsGroup("The web ACL:")
    .option("--graph <file>", "use the web ACL in the output of `pulumi stack export` or `store preview --graph`")
    .option("--acl <name>", "web ACL name, if there are several")
    .optionsGroup("Options:")
    .option("--json", "print one JSON object instead of text")
    .addOption(new Option("--stacks <folder>", "where the stack files are").hideHelp())
    .addHelpText(
      "after",
      examples(
        ["a shopper signs in", "waf explain demo-prod --ip 203.0.113.5 --country DE --path '/?target=login'"],
        ["which of yesterday's requests the web ACL would block", "waf explain demo-prod --requests firewall.log"],
      ),
    )
    .action(async (stack: string | undefined, options: Omit<ExplainOptions, "stack">) => {
      const { explain } = await import("../waf/explain/command.ts");
      process.exitCode = await explain({ stack, ...options });
    });
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];
