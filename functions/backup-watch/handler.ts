import { BackupClient } from "@aws-sdk/client-backup";
import { S3Client } from "@aws-sdk/client-s3";
import type { WatchSettings } from "../../domain/contracts/backup-watch.ts";
import { printLine } from "../emf.ts";
import { settingsIn } from "../variables.ts";
import { sourcesOf } from "./sources.ts";
import { watch } from "./watch.ts";

const s3 = new S3Client();
const backups = new Map<string, BackupClient>();

function backup(region: string): BackupClient {
  const client = backups.get(region) ?? new BackupClient({ region });
  backups.set(region, client);
  return client;
}

/** Takes the event of a schedule. */
export async function handler(): Promise<void> {
  const settings = settingsIn<WatchSettings>("BACKUP_WATCH");
  await watch(settings, sourcesOf({ backup, s3 }, settings), printLine, new Date());
}
