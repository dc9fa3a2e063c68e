import { Command, CommanderError } from "commander";
import own from "../package.json" with { type: "json" };
import { engineIn } from "./recorder/engine-option.ts";
import { useRecorder } from "./recorder/hooks.ts";
import { colorsOf, hasColor } from "./text/colour.ts";
import { columnsOf } from "./text/width.ts";

/** The commands by name. Only the one that is asked for is loaded; help loads them all. */
export const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  preview: async () => (await import("./commands/preview.ts")).registerPreview,
  check: async () => (await import("./commands/check.ts")).registerCheck,
  cost: async () => (await import("./commands/cost.ts")).registerCost,
  review: async () => (await import("./commands/review.ts")).registerReview,
  ends: async () => (await import("./commands/ends.ts")).registerEnds,
  diff: async () => (await import("./commands/diff.ts")).registerDiff,
  certificate: async () => (await import("./commands/certificate.ts")).registerCertificate,
  doctor: async () => (await import("./commands/doctor.ts")).registerDoctor,
  patches: async () => (await import("./commands/patches.ts")).registerPatches,
  pci: async () => (await import("./commands/pci.ts")).registerPci,
  report: async () => (await import("./commands/report.ts")).registerReport,
  new: async () => (await import("./commands/new.ts")).registerNew,
  permissions: async () => (await import("./commands/permissions.ts")).registerPermissions,
  waf: async () => (await import("./commands/waf.ts")).registerWaf,
  release: async () => (await import("./commands/release.ts")).registerRelease,
  "payment-page": async () => (await import("./commands/payment-page.ts")).registerPaymentPage,
  restore: async () => (await import("./commands/restore.ts")).registerRestore,
};

/** Exit status of a command line with a fault: 1 is a verdict of `check`. */
const faultStatusOf = (command: string | undefined): number => (command === "check" ? 2 : 1);

/**
 * Runs the `store` command with `args` (without node and script); what it does sets `process.exitCode`. Rejects with faults of the
 * program's own.
 */
export async function main(args: readonly string[]): Promise<void> {
  // The reader has enough, as `head` has. That is expected: a command that only prints ends as it would have.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (!isClosedPipe(error)) throw error;
  });
  const program = createProgram();
  let asked = commandLine(args);
  try {
    const { engine, rest } = engineIn(asked);
    asked = [...rest];
    // Before any module asks for the SDK.
    if (engine === "recorder") useRecorder();
  } catch (error) {
    process.exitCode = await statusOf(error, faultStatusOf(asked[0]));
    return;
  }
  const named = Object.entries(commands).filter(([name]) => name === asked[0]);
  for (const [, load] of named.length > 0 ? named : Object.entries(commands)) (await load())(program);
  try {
    await program.parseAsync(asked, { from: "user" });
  } catch (error) {
    process.exitCode = await statusOf(error, faultStatusOf(asked[0]));
  }
}

/** The command line without what every command knows: `--no-color`, and `help COMMAND` in place of `COMMAND --help`. */
function commandLine(args: readonly string[]): string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const rest = args.filter((arg, at) => at >= end || arg !== "--no-color");
  if (rest.length < args.length) process.env.NO_COLOR = "1";
  if (rest[0] !== "help") return rest;
  const [, name, ...further] = rest;
  if (name === undefined) return ["--help"];
  return Object.hasOwn(commands, name) ? [name, ...further, "--help"] : [name];
}

function createProgram(): Command {
  const program = new Command("store")
    .description("Preview, check, deploy and operate hardened X-Cart stores on AWS")
    .version(own.version, "--version", "print the version")
    // Else a command's own --version would be this one.
    .enablePositionalOptions()
    .option("--no-color", "disable colours, as NO_COLOR=1 does; FORCE_COLOR=1 keeps them in a pipe")
    .option("--engine <name>", "what runs the program: `recorder`, or `sdk` for Pulumi's own (default: recorder)")
    .helpCommand("help [command]", "show how to use a command")
    .exitOverride()
    .configureHelp({ minWidthToWrap: 20, styleTitle: (title) => colorsOf().bold(title) })
    .configureOutput({
      getOutHelpWidth: () => widthOfHelp(process.stdout),
      getErrHelpWidth: () => widthOfHelp(process.stderr),
      getOutHasColors: () => hasColor(process.stdout),
      getErrHasColors: () => hasColor(process.stderr),
      outputError: (text, write) => write(colorsOf(process.stderr).red(text)),
    })
    .hook("preAction", async (_program, command) => await prepare(command));
  return program;
}

/** Prepares every command. */
async function prepare(command: Command): Promise<void> {
  const { json, format = "text" } = command.opts<{ json?: boolean; format?: string }>();
  if (json || format !== "text") (await import("./preview/progress.ts")).silenceProgress();
  (await import("./commands/stack-argument.ts")).readStackArguments(command);
}

/** Help is laid out for a person, wherever it goes. */
const widthOfHelp = (stream: NodeJS.WriteStream): number => Math.min(columnsOf(stream), 100);

const isClosedPipe = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EPIPE";

/** Exit status of a command whose reader closed the pipe: 128 and the number of SIGPIPE. */
const BROKEN_PIPE = 141;

/** The exit status for what ended a run; what commander says it has said already. */
async function statusOf(error: unknown, faultStatus: number): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : faultStatus;
  if (isClosedPipe(error)) return BROKEN_PIPE;
  return (await import("./text/fault.ts")).faultStatus(error, faultStatus);
}
