import { setTimeout as sleep } from "node:timers/promises";
import {
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type AutomationExecution, GetAutomationExecutionCommand, SSMClient, StartAutomationExecutionCommand } from "@aws-sdk/client-ssm";
import { type InstallationSecret, installationSecrets } from "../../components/xcart-release/installation/secrets.ts";
import { fault } from "../../stacks/settings/faults.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { awsCalls } from "../aws/calls.ts";
import { UserError } from "../offline/faults.ts";
import { type Bucket, listReleases } from "./bucket.ts";
import { listDistributions } from "./distribution/bucket.ts";
import { nameFaults, stopAt } from "./pack.ts";

/** Arguments of an installation. */
export interface InstallRequest {
  readonly release: string;
  /** @default - the release's version */
  readonly distribution?: string;
  readonly administrator?: string;
}

/** The outcome of an installation. */
export interface Installed {
  readonly stack: string;
  readonly release: string;
  readonly execution: string;
  /** Name of the secret with the administrator's password. */
  readonly secret: string;
}

const { tell } = awsCalls({ may: "install the store" });
const address = /^[a-z0-9][a-z0-9._+-]{0,63}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/;
const licenceForm = /^[\w-]{4,128}$/;
/** Between two looks at an execution, which takes half an hour, in milliseconds. */
const PAUSE = 15_000;

/** A secret of the stack by its name, to which Pulumi has added something. */
async function secretOf(secrets: SecretsManagerClient, stack: string, which: InstallationSecret): Promise<string> {
  const prefix = `${stack}-${installationSecrets[which].name}-`;
  const { SecretList = [] } = await tell(`secrets of ${stack}`, () =>
    secrets.send(new ListSecretsCommand({ Filters: [{ Key: "name", Values: [prefix] }] })),
  );
  const name = SecretList.find(({ Name = "" }) => /^[0-9a-f]+$/.test(Name.slice(prefix.length)) && Name.startsWith(prefix))?.Name;
  if (name === undefined)
    throw new UserError(`${stack}: got no secret ${prefix}…, expected the one that \`npx pulumi up -s ${stack}\` makes`);
  return name;
}

/** Puts X-Cart's licence key where the installation finds it; resolves to the secret's name. */
export async function putLicence({ stack, region }: StoreSettings, text: string): Promise<string> {
  const key = text.trim();
  if (!licenceForm.test(key))
    throw new UserError(`standard input: got ${key === "" ? "nothing" : "no licence key"}, expected X-Cart's licence key alone on a line`);
  const secrets = new SecretsManagerClient({ region });
  const SecretId = await secretOf(secrets, stack, "licence");
  await tell(SecretId, () => secrets.send(new PutSecretValueCommand({ SecretId, SecretString: key })));
  return SecretId;
}

/** Starts an installation, once all that it needs is there, and waits for its end. What fails is a UserError. */
export async function installStore(
  settings: StoreSettings,
  bucket: Bucket,
  request: InstallRequest,
  { report = (_: string): void => {}, pause = (): Promise<unknown> => sleep(PAUSE) } = {},
): Promise<Installed> {
  const { stack, region } = settings;
  const secrets = new SecretsManagerClient({ region });
  const parameters = await expectReady(settings, bucket, secrets, request);
  const secret = await secretOf(secrets, stack, "administrator");
  const ssm = new SSMClient({ region });
  const document = `${stack}-install-release`;
  const started = await tell(document, () =>
    ssm.send(
      new StartAutomationExecutionCommand({
        DocumentName: document,
        Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
      }),
    ),
  );
  const execution = started.AutomationExecutionId ?? "";
  report(`X-Cart by the distribution ${parameters.Distribution}, sha256 ${parameters.DistributionSha256}`);
  report(`execution ${execution}: it goes on if this command is ended`);
  await follow(ssm, stack, execution, report, pause);
  return { stack, release: request.release, execution, secret };
}

/** All that the document would stop at, in sentences. */
async function expectReady(
  { stack, xcart }: StoreSettings,
  bucket: Bucket,
  secrets: SecretsManagerClient,
  { release, distribution = release.replace(/-\d+$/, ""), administrator }: InstallRequest,
) {
  const faults = nameFaults("VERSION", release);
  if (faults.length === 0 && !release.startsWith(`${xcart.line}.`))
    faults.push(fault("VERSION", release, `one of X-Cart ${xcart.line} (xcart.line)`));
  if (administrator === undefined || !address.test(administrator))
    faults.push(fault("--administrator", administrator, "the email address of the first administrator, in lower case"));
  stopAt(faults);
  const [releases, distributions, licence] = await Promise.all([
    listReleases(bucket),
    listDistributions(bucket),
    secretOf(secrets, stack, "licence").then((SecretId) =>
      tell(SecretId, () => secrets.send(new ListSecretVersionIdsCommand({ SecretId }))),
    ),
  ]);
  const whole = distributions.flatMap((one) => (one.description ? [one.distribution] : []));
  const chosen = distributions.find((one) => one.distribution === distribution)?.description;
  if (!chosen) {
    const expected =
      whole.length > 0
        ? `one of those in the bucket: ${whole.join(", ")}`
        : `one in the bucket; upload it with npx store release push ${stack} --distribution FILE`;
    faults.push(fault("--distribution", distribution, expected));
  }
  if (releases.some((one) => one.release === release)) faults.push(fault("VERSION", release, "a name that no release in the bucket has"));
  if (!licence.Versions?.some(({ VersionStages = [] }) => VersionStages.includes("AWSCURRENT")))
    faults.push(`licence: missing; store X-Cart's key with \`npx store release licence ${stack}\``);
  stopAt(faults);
  return { Release: release, Distribution: distribution, DistributionSha256: chosen?.sha256 ?? "", Administrator: administrator ?? "" };
}

/** Says each step that has ended, until all have. */
async function follow(
  ssm: SSMClient,
  stack: string,
  id: string,
  report: (line: string) => void,
  pause: () => Promise<unknown>,
): Promise<void> {
  const said = new Set<string>();
  for (;;) {
    const { AutomationExecution: found } = await tell(id, () => ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id })));
    for (const { StepName = "", StepStatus = "" } of found?.StepExecutions ?? [])
      if (/^(Success|Failed|TimedOut|Cancelled)$/.test(StepStatus) && !said.has(StepName)) {
        said.add(StepName);
        report(`${StepName}: ${StepStatus}`);
      }
    if (found?.AutomationExecutionStatus === "Success") return;
    if (/^(Failed|TimedOut|Cancelled)$/.test(found?.AutomationExecutionStatus ?? "")) throw new UserError(failure(stack, found));
    await pause();
  }
}

function failure(stack: string, found: AutomationExecution | undefined): string {
  const step = found?.StepExecutions?.find(({ StepStatus }) => StepStatus === "Failed" || StepStatus === "TimedOut");
  const where = step?.StepName ?? found?.AutomationExecutionStatus ?? "unknown";
  return `${stack}: the installation ended in ${where} (${(step?.FailureMessage ?? found?.FailureMessage ?? "no message").replaceAll(/\s+/g, " ").slice(0, 400)}); what its scripts printed: aws logs tail /${stack}/releases --since 2h`;
}
