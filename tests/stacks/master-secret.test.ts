import { beforeAll, describe, expect, test } from "@jest/globals";
import { program } from "../../stacks/program.ts";
import { decideFor } from "../components/iam.ts";
import { policiesOf } from "../support/attached.ts";
import { deploy, type Registration } from "../support/offline.ts";
import { configWith, storeLookups } from "./graphs.ts";

const account = "123456789012";
const region = "us-east-1";
const secret = (name: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
const masterArn = secret("rds!db-1-AbCdEf");
const storeArn = secret("database-store");
const upgradeArn = secret("database-upgrade");

/** RDS makes the master user's secret; Secrets Manager gives the others their ARNs. */
function outputs({ type, name }: { readonly type: string; readonly name: string }) {
  if (type === "aws:secretsmanager/secret:Secret") return { arn: secret(name) };
  if (type === "aws:route53/zone:Zone") return { zoneId: "Z1" };
  if (type !== "aws:rds/instance:Instance") return {};
  return { address: "db.example.com", masterUserSecrets: [{ secretArn: masterArn, secretStatus: "active", kmsKeyId: "1" }] };
}

describe.each(["demo-dev", "demo-staging", "demo-prod"])("in %s", (stack) => {
  let made: readonly Registration[];
  beforeAll(async () => {
    const own = { account: { permissionsBoundary: "demo-account-boundary" } };
    made = await deploy(program, { stack, config: configWith(stack, own).config, lookups: storeLookups, outputs });
  });

  /** The roles that may read a secret; the master user's carries a tag that names the database. */
  const readers = (resource: string, database?: string) =>
    made
      .filter(({ type }) => type === "aws:iam/role:Role")
      .filter(({ urn }) => {
        const policies = policiesOf(made, urn).map(({ inputs }) => inputs.policy);
        const arn = `arn:aws:rds:${region}:${account}:db:${database}`;
        const context: Record<string, string> = database ? { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": arn } : {};
        return policies.length > 0 && decideFor(policies, { action: "secretsmanager:GetSecretValue", resource, context }) === "allowed";
      })
      .map(({ name }) => name)
      .sort();

  test("the master user's password is read by what makes the users alone, and not by the nodes", () => {
    expect(readers(masterArn, `${stack}-database`)).toEqual(["database-users"]);
  });

  test("that of a copy of the database is read by the builder alone", () => {
    expect(readers(masterArn, `${stack}-c-1`)).toEqual(["builder"]);
  });

  test("the password of requests is read by nodes and what makes it, that of upgrades by the builder and no node", () => {
    expect(readers(storeArn)).toEqual(["node"]);
    expect(readers(upgradeArn)).toEqual(["builder"]);
    // By their names in AWS, which the function's policy has.
    expect(readers(secret(`${stack}-database-store-0a1b2c3-AbCdEf`))).toEqual(["database-users"]);
  });

  test("nodes start after the users work", () => {
    const urnOf = (type: string, name: string) => made.find((one) => one.type === type && one.name === name)?.urn;
    const group = made.find(({ type, name }) => type === "aws:autoscaling/group:Group" && name === "web");
    expect(group?.dependencies).toContain(urnOf("aws:lambda/invocation:Invocation", "database-users"));
  });

  test("what nodes are told names the secret of the user that requests have", () => {
    const told = made.find(({ type, name }) => type === "aws:ssm/parameter:Parameter" && name === "node-files");
    expect(JSON.parse(String(told?.inputs.value))).toMatchObject({ databaseSecretArn: storeArn });
  });
});
