import type { ComparedResource } from "./change.ts";

/** The data that is lost with a resource of each type, in one clause. */
const lost: Readonly<Record<string, string>> = {
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": "the recovery points in the vault",
  "aws:backup/vault:Vault": "the recovery points in the vault",
  "aws:cloudwatch/logGroup:LogGroup": "the log",
  "aws:cloudtrail/trail:Trail": "no record of what is done until the new trail writes",
  "aws:cognito/user:User": "the user's password and second factor",
  "aws:cognito/userPool:UserPool": "all users with their passwords and second factors",
  "aws:dynamodb/table:Table": "the items of the table",
  "aws:ec2/eip:Eip": "the address, which others may have on their lists",
  "aws:efs/fileSystem:FileSystem": "the shared files",
  "aws:elasticache/replicationGroup:ReplicationGroup": "what is cached, and the sessions of shoppers",
  "aws:kms/key:Key": "whatever is encrypted under the key",
  "aws:rds/instance:Instance": "the database",
  "aws:route53/zone:Zone": "the zone's records and its delegation",
  "aws:s3/bucket:Bucket": "the objects in the bucket",
  "aws:secretsmanager/secret:Secret": "the secret, with all its versions",
  "random:index/randomPassword:RandomPassword": "the password that is in use",
  "tls:index/privateKey:PrivateKey": "the private key that is in use",
};

/** The data that is lost when a resource goes; undefined if it holds nothing that cannot be made again. */
export const dataIn = ({ type }: ComparedResource): string | undefined => lost[type];
