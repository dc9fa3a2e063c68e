import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Automation } from "../components/xcart-release/automation-schema.ts";
import { Refusal } from "../support/aws/refusal.ts";
import { stubbedAws } from "../support/aws/stubbed.ts";
import { demoFileFor } from "../support/demo-file.ts";
import type { StoreNode } from "./node.ts";
import { type Executed, executeOn, stack, type World } from "./world.ts";

const root = join(import.meta.dirname, "../..");

/** How a command differs from one without standard input, whose AWS is the emulated one. */
interface Circumstances {
  readonly input?: string;
  readonly endpoint?: string;
}

/** Runs the project's command line as an operator does, in the store's account; returns what it prints. Throws with its complaint. */
export async function storeCommand({ cloud, folder }: World, args: readonly string[], of: Circumstances = {}): Promise<string> {
  const { input = "", endpoint = cloud.aws.endpoint } = of;
  const stacks = join(folder, "stacks");
  const file = join(stacks, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) {
    mkdirSync(stacks);
    const model = demoFileFor(stack, "demo-staging");
    writeFileSync(file, model.replace(/accountId: .*/, `accountId: "${cloud.aws.accountId}"`).replace('line: "5.6"', 'line: "5.5"'));
  }
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...cloud.aws.environment, AWS_ENDPOINT_URL: endpoint };
  const child = spawn(process.execPath, [join(root, "cli/store.mjs"), ...args, "--stacks", stacks], { env });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.stdin.end(input);
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (status !== 0) throw new Error(`store ${args.join(" ")}: exit status ${status}: ${stderr}`);
  return stdout;
}

/** A document by its name, and the nodes that it is about. */
interface Started {
  readonly name: string;
  readonly document: Automation;
  readonly nodes?: readonly StoreNode[];
}

/**
 * Runs a command that starts a document: Systems Manager's executions, which the emulated AWS lacks, are this machine's. Resolves once the
 * execution has ended too, which has to succeed.
 */
export async function commandWithDocument(of: World, args: readonly string[], { name, document, nodes }: Started): Promise<string> {
  const id = randomUUID();
  let running: Promise<Executed> | undefined;
  const ssm = await stubbedAws(
    {
      "ssm:StartAutomationExecution": ({ DocumentName, Parameters }) => {
        if (DocumentName !== `${stack}-${name}`) throw new Refusal("AutomationDefinitionNotFoundException", `no document ${DocumentName}`);
        const given = Object.entries(Parameters ?? {}).map(([key, values]) => [key, String(values)] as const);
        running = executeOn(of, document, Object.fromEntries(given), nodes);
        return { AutomationExecutionId: id };
      },
      "ssm:GetAutomationExecution": async () => ({ AutomationExecution: { AutomationExecutionId: id, ...told(await running) } }),
    },
    of.cloud.aws.endpoint,
  );
  const printed = await storeCommand(of, args, { endpoint: ssm.endpoint }).catch(String);
  const outcome = await running;
  await ssm.stop();
  if (outcome?.status !== "Success") throw new Error(`${args.join(" ")}: ${printed}\n${JSON.stringify(outcome)}`);
  return printed;
}

/** An execution that has ended, as AWS tells it. */
const told = ({ status, steps }: Executed = { status: "Failed", steps: [], errors: [], said: "" }) => ({
  AutomationExecutionStatus: status,
  StepExecutions: steps.map((step) => ({ StepName: step.replace("!", ""), StepStatus: step.endsWith("!") ? "Failed" : "Success" })),
});
