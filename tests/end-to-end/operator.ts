import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Automation } from "../components/xcart-release/automation-schema.ts";
import { Refusal } from "../support/aws/refusal.ts";
import { stubbedAws } from "../support/aws/stubbed.ts";
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
    const model = readFileSync(join(root, "stacks/Pulumi.demo-staging.yaml"), "utf8");
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

/** Runs a command that starts a document and follows it: Systems Manager's executions, which the emulated AWS lacks, are this machine's. */
export async function commandWithDocument(of: World, args: readonly string[], name: string, document: Automation): Promise<string> {
  const id = randomUUID();
  let running: Promise<Executed> | undefined;
  const ssm = await stubbedAws(
    {
      "ssm:StartAutomationExecution": ({ DocumentName, Parameters }) => {
        if (DocumentName !== name) throw new Refusal("AutomationDefinitionNotFoundException", `no document ${String(DocumentName)}`);
        const given = Object.entries(Parameters ?? {}).map(([key, values]) => [key, String(values)] as const);
        running = executeOn(of, document, Object.fromEntries(given));
        return { AutomationExecutionId: id };
      },
      "ssm:GetAutomationExecution": async () => ({ AutomationExecution: { AutomationExecutionId: id, ...told(await running) } }),
    },
    of.cloud.aws.endpoint,
  );
  try {
    return await storeCommand(of, args, { endpoint: ssm.endpoint });
  } catch (error) {
    throw new Error(`${String(error)}\n${JSON.stringify(await running)}`);
  } finally {
    await ssm.stop();
  }
}

/** An execution that has ended, as AWS tells it. */
const told = ({ status, steps }: Executed = { status: "Failed", steps: [], errors: [], said: "" }) => ({
  AutomationExecutionStatus: status,
  StepExecutions: steps.map((step) => ({ StepName: step.replace("!", ""), StepStatus: step.endsWith("!") ? "Failed" : "Success" })),
});
