import { type Charge, exactly, HOURS, numberIn, type Rule, share, textIn } from "../charge.ts";
import { sizedPrice } from "../sizes.ts";

const database: Rule = ({ instanceClass, multiAz, allocatedStorage, manageMasterUserPassword }) => {
  const size = textIn(instanceClass);
  const instances = exactly(multiAz === true ? 2 : 1);
  const { price, units } = sizedPrice("rds", size);
  const gib = numberIn(allocatedStorage);
  const password: Charge = { what: "secret", group: "protection", basis: "month", price: "secret.month", count: exactly(1), units: 1 };
  return [
    { what: "database instance", size, group: "database", basis: "hour", price, count: instances, units: units * HOURS },
    {
      what: "database storage",
      size: gib === undefined ? "" : `${gib} GiB`,
      group: "database",
      basis: "month",
      price: "rds.storage",
      count: gib === undefined ? null : instances,
      units: gib ?? 1,
    },
    ...(manageMasterUserPassword === true ? [password] : []),
  ];
};

const cache: Rule = ({ nodeType, numCacheClusters, numNodeGroups, replicasPerNodeGroup, engine }) => {
  const size = textIn(nodeType);
  const sized = sizedPrice("cache", size);
  // Other engines cost more.
  const price = engine === "valkey" ? sized.price : `${sized.price} for ${textIn(engine)}`;
  const nodes = numberIn(numCacheClusters) ?? (numberIn(numNodeGroups) ?? 1) * (1 + (numberIn(replicasPerNodeGroup) ?? 0));
  return [{ what: "cache node", size, group: "cache", basis: "hour", price, count: exactly(nodes), units: sized.units * HOURS }];
};

const filesType = "aws:efs/fileSystem:FileSystem";

const files: Rule = ({ throughputMode }, context) => {
  const { filesGb, filesReadGb, filesWrittenGb } = context.assumptions;
  const use = { group: "files", basis: "use", counted: "GB", units: 1 } as const;
  const moved: Charge[] = [
    { ...use, what: "read from shared files", price: "efs.read", count: share(filesReadGb, filesType, context) },
    { ...use, what: "written to shared files", price: "efs.write", count: share(filesWrittenGb, filesType, context) },
  ];
  return [
    { ...use, what: "of shared files", price: "efs.gb", count: share(filesGb, filesType, context) },
    ...(throughputMode === "elastic" ? moved : []),
  ];
};

const vaultType = "aws:backup/vault:Vault";

/** Each vault keeps all: a copy costs as much again. What is moved to cold storage costs less than this. */
const vault: Rule = (_, { assumptions }) => {
  const use = { group: "backups", basis: "use", counted: "GB", units: 1 } as const;
  return [
    { ...use, what: "of database backups", price: "backup.database", count: exactly(assumptions.backupDatabaseGb) },
    { ...use, what: "of file backups", price: "backup.files", count: exactly(assumptions.backupFilesGb) },
  ];
};

const bucketType = "aws:s3/bucket:Bucket";

const bucket: Rule = (_, context) => {
  const { bucketGb, bucketWritesThousands } = context.assumptions;
  const use = { group: "files", basis: "use", units: 1 } as const;
  return [
    { ...use, what: "in buckets", price: "s3.gb", count: share(bucketGb, bucketType, context), counted: "GB" },
    { ...use, what: "writes to buckets", price: "s3.put", count: share(bucketWritesThousands, bucketType, context), counted: "thousand" },
  ];
};

/** Rules for what holds data. */
export const dataRules: Readonly<Record<string, Rule>> = {
  "aws:rds/instance:Instance": database,
  "aws:elasticache/replicationGroup:ReplicationGroup": cache,
  [filesType]: files,
  [vaultType]: vault,
  [bucketType]: bucket,
};
