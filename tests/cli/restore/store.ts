import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BackupClient, CreateBackupVaultCommand } from "@aws-sdk/client-backup";
import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import { CreateDBInstanceCommand, CreateDBParameterGroupCommand, CreateDBSubnetGroupCommand, RDSClient } from "@aws-sdk/client-rds";
import { jest } from "@jest/globals";
import { restore } from "../../../cli/restore/command.ts";
import type { RestoreOptions } from "../../../cli/restore/options.ts";
import { demoFileFor } from "../../support/demo-file.ts";
import type { EmulatedAws } from "../../support/emulators/aws.ts";

/** Runs `store restore` in this process; `environment` alone says which AWS. */
export async function storeRestore(
  stack: string | undefined,
  options: Partial<RestoreOptions>,
  environment: Readonly<Record<string, string>>,
) {
  const printed: Record<"log" | "error", string[]> = { log: [], error: [] };
  const capture = (to: "log" | "error") => jest.spyOn(console, to).mockImplementation((line) => void printed[to].push(String(line)));
  const spies = [capture("log"), capture("error")];
  const before = process.env;
  const kept = Object.entries(before).filter(([name]) => !name.startsWith("AWS_"));
  // Without credentials the SDK would ask for an instance's.
  process.env = {
    ...Object.fromEntries(kept),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...environment,
  };
  try {
    const status = await restore(stack, { from: "vault", ...options });
    return { status, stdout: printed.log.join("\n"), stderr: printed.error };
  } finally {
    process.env = before;
    for (const spy of spies) spy.mockRestore();
  }
}

/** Writes a stack file like the demo's into a folder, with another account, Region or environment. */
export function writeStack(folder: string, name: string, changes: Readonly<Record<string, string>>): void {
  let text = demoFileFor(name);
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`Pulumi.demo-prod.yaml has no ${from}`);
    text = text.replaceAll(from, to);
  }
  writeFileSync(join(folder, `Pulumi.${name}.yaml`), text);
}

/** Clients of a Region of an emulated account. */
export function clientsOf({ client }: EmulatedAws, region: string) {
  const options = { ...client, region };
  return { rds: new RDSClient(options), backup: new BackupClient(options), efs: new EFSClient(options) };
}

/** Makes what `pulumi up` makes of a store, as far as a restore cares. */
export async function bringUp(aws: EmulatedAws, stack: string, region = "us-east-1") {
  const { rds, backup, efs } = clientsOf(aws, region);
  const DBSubnetGroupName = `${stack}-database-0a1b2c3`;
  const DBParameterGroupName = DBSubnetGroupName;
  const keyArn = await createKey(aws, region);
  await backup.send(new CreateBackupVaultCommand({ BackupVaultName: `${stack}-backup` }));
  const SubnetIds = await subnets(aws, region);
  await rds.send(new CreateDBSubnetGroupCommand({ DBSubnetGroupName, DBSubnetGroupDescription: "data", SubnetIds }));
  await rds.send(new CreateDBParameterGroupCommand({ DBParameterGroupName, DBParameterGroupFamily: "mysql8.4", Description: "MySQL" }));
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: `${stack}-database`,
      DBInstanceClass: "db.m7g.large",
      Engine: "mysql",
      AllocatedStorage: 100,
      MasterUsername: "xcart_admin",
      ManageMasterUserPassword: true,
      StorageEncrypted: true,
      KmsKeyId: keyArn,
      MultiAZ: true,
      DBSubnetGroupName,
      DBParameterGroupName,
      VpcSecurityGroupIds: ["sg-0123456789abcdef0"],
      DeletionProtection: true,
    }),
  );
  const Tags = [{ Key: "Name", Value: `${stack}-files` }];
  const { FileSystemId = "" } = await efs.send(new CreateFileSystemCommand({ CreationToken: "first", Encrypted: true, Tags }));
  return { fileSystemId: FileSystemId, keyArn };
}

/** Asks a service for which the project has no SDK. The emulated AWS checks no signature. */
async function raw({ endpoint, client }: EmulatedAws, scope: string, body: string, headers: Record<string, string>): Promise<string> {
  const authorization = `AWS4-HMAC-SHA256 Credential=${client.credentials.accessKeyId}/20260101/${scope}/aws4_request`;
  const response = await fetch(endpoint, { method: "POST", headers: { authorization, ...headers }, body });
  return response.text();
}

async function createKey(aws: EmulatedAws, region: string): Promise<string> {
  const headers = { "x-amz-target": "TrentService.CreateKey", "content-type": "application/x-amz-json-1.1" };
  const { KeyMetadata } = JSON.parse(await raw(aws, `${region}/kms`, "{}", headers));
  return KeyMetadata.Arn;
}

/** Ids of the default network's subnets. */
async function subnets(aws: EmulatedAws, region: string): Promise<string[]> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const text = await raw(aws, `${region}/ec2`, "Action=DescribeSubnets&Version=2016-11-15", headers);
  return [...new Set(text.match(/subnet-[0-9a-f]+/g))].slice(0, 3);
}
