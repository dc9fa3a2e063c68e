import type { RestoreContext } from "./context.ts";
import type { Step } from "./step.ts";
import { aNode } from "./switch-nodes.ts";

/**
 * Puts the restored folder in the place of the store's. AWS Backup restores beside what is there, never over it, and nodes see only
 * what is below /xcart: so for these minutes one node gets the file system's root.
 */
export function moveFiles({ request, values, newFiles }: RestoreContext): Step {
  const { stack } = request.target;
  const { token, aside } = request.names;
  const find = newFiles
    ? `FS=$(aws efs describe-file-systems --creation-token ${token} --query "FileSystems[0].FileSystemId" --output text)`
    : `FS=${values.FILE_SYSTEM}`;
  const old = `/mnt/restore/xcart-before-${aside.split("-before-")[1]}`;
  const statement = {
    Effect: "Allow",
    Action: ["ClientMount", "ClientWrite", "ClientRootAccess"].map((action) => `elasticfilesystem:${action}`),
    Resource: `arn:aws:elasticfilesystem:${request.target.region}:${values.ACCOUNT}:file-system/$FS`,
  };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }).replaceAll('"', '\\"');
  return {
    title: "Move the restored files to where the nodes look for them",
    notes: [
      "Only renames within the file system, so it takes seconds. The nodes' own policy reaches /xcart alone, so one node gets more for as long as it takes.",
      "Look before the two `mv`: one folder aws-backup-restore_…, with xcart in it. Each restore makes another one.",
    ],
    commands: [
      find,
      `ROOT=$(aws efs create-access-point --file-system-id "$FS" --posix-user Uid=0,Gid=0 --root-directory Path=/ --tags Key=stack,Value=${stack} Key=Name,Value=${stack}-restore --query AccessPointId --output text)`,
      `aws iam put-role-policy --role-name "$NODE_ROLE" --policy-name restore-files --policy-document "${document}"`,
      `${aNode}; echo "FS=$FS ROOT=$ROOT"; aws ssm start-session --target "$NODE"`,
      `# on the node, after the line that was printed:\nsudo mkdir -p /mnt/restore && sudo mount -t efs -o tls,iam,accesspoint=$ROOT $FS:/ /mnt/restore && cd /mnt/restore && sudo du -sh aws-backup-restore_*/xcart xcart`,
      `sudo mv xcart ${old} && sudo mv aws-backup-restore_*/xcart xcart && cd / && sudo umount /mnt/restore`,
      `# in your own shell again:\naws iam delete-role-policy --role-name "$NODE_ROLE" --policy-name restore-files; aws efs delete-access-point --access-point-id "$ROOT"`,
    ],
  };
}
