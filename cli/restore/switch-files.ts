import type { RestoreContext } from "./context.ts";
import type { Step } from "./step.ts";
import { aNode } from "./switch-nodes.ts";

/**
 * Puts the restored folder in the place of the store's. AWS Backup restores beside what is there, never over it, and nodes see only
 * what is below /xcart: so the store's document lets one node at the file system's root for these minutes.
 */
export function moveFiles({ request }: RestoreContext): Step {
  const { aside } = request.names;
  const before = `before-${aside.split("-before-")[1]}`;
  return {
    title: "Move the restored files to where the nodes look for them",
    notes: [
      "Only renames within the file system, so it takes seconds, and minutes until the file system knows that it may.",
      "Look before you move: it must name the folder of this restore, and nothing that runs. Each restore makes another folder; another than the newest is given with `From=aws-backup-restore_…`.",
      `What is there now goes to ${before}. Back again: the same with From=${before} Aside=before-taken-back.`,
    ],
    commands: [aNode, `automation move-files Node="$NODE" Do=look`, `automation move-files Node="$NODE" Do=move Aside=${before}`],
  };
}
