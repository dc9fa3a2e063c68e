import { isUnknown } from "../../domain/graph-values.ts";
import { conditionHolds } from "../../domain/iam/conditions.ts";
import { canMeet } from "../../domain/iam/glob.ts";
import { allows, documentsOf } from "../iam/documents.ts";
import { statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { UnknownValue } from "../model/values.ts";
import { instance } from "./types.ts";

export const rdsInstanceDisallowMasterForNodes: Policy = {
  name: "aws-rds-instance-disallow-master-for-nodes",
  description:
    "No instance role may read the master user's secret: programs on nodes use a database user with only the permissions they need.",
  severity: "high",
  controls: [
    {
      key: "RDS-24",
      service: "RDS / Aurora MySQL",
      control: "Applications have their own database users; only operators use the master user",
      pci: ["7.2.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Create a database user for the nodes, and name its secret in their policy.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html",
  types: [instance],
  check: (database, stack) => {
    if (!database.isTrue("manageMasterUserPassword")) return undefined;
    const readers = stack
      .ofType("aws:iam/instanceProfile:InstanceProfile")
      .flatMap((profile) => stack.referred(profile, "role", ["aws:iam/role:Role"]))
      .filter((role) => documentsOf(role, stack).some((document) => reads(document, database)));
    return [...new Set(readers)].map(
      ({ name }) => `the role ${name} of an instance may read the master user's secret; create a database user for it`,
    );
  },
};

/** Whether a policy's document allows to read the secret; what is not known of it does where it is made of the database. */
function reads(document: Resource, database: Resource): boolean {
  const isMadeOfIt = document.propertyDependencies.policy?.includes(database.urn) ?? false;
  try {
    const context = new Map([["aws:resourcetag/aws:rds:primarydbinstancearn", `arn:aws:rds:*:*:db:${database.text("identifier") ?? "*"}`]]);
    return (statementsOf(document, "policy") ?? []).some(
      (statement) =>
        statement.effect === "Allow" &&
        allows(statement, "secretsmanager:GetSecretValue") &&
        (statement.resources.length === 0 ||
          statement.resources.some((pattern) => (isUnknown(pattern) ? isMadeOfIt : meetsSecret(pattern)))) &&
        conditionHolds(statement.condition, context) !== "no",
    );
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    return isMadeOfIt;
  }
}

/** Whether a pattern can be of the secret: RDS names it by an id that it makes up. */
function meetsSecret(pattern: string): boolean {
  const [, name] = pattern.split(":secret:");
  return name === undefined ? canMeet(pattern, "arn:aws:secretsmanager:*:*:secret:rds!db-*") : canMeet(name, "rds!db-*");
}
