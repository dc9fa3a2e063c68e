import { BackupOptIn } from "../components/backup/opt-in.ts";
import { LogArchive } from "../components/buckets/log-archive.ts";
import { createProviders } from "./provider.ts";
import type { AccountSettings } from "./settings/account.ts";

/** Provisions what an account and Region has only one of; the stores find it by these outputs. */
export function deployAccount(settings: AccountSettings & { readonly stack: string }): Record<string, unknown> {
  const { region, stack, logArchive, waivers } = settings;
  const { accountId, opts } = createProviders(settings, { project: "xcart-hosting", stack });
  const archive = new LogArchive("log-archive", { region, accountId, ...logArchive }, opts);
  new BackupOptIn("backup-opt-in", opts);
  return { logArchiveArn: archive.bucketArn, logArchiveKeyArn: archive.keyArn, ...(waivers.length > 0 && { waivers }) };
}
