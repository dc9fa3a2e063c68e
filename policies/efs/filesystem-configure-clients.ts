import { covers, narrows, type PolicyStatement } from "../model/documents.ts";
import { outsiders } from "../model/outsiders.ts";
import type { Policy } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";
import { fileSystem, policyOf } from "./types.ts";

export const efsFilesystemConfigureClients: Policy = {
  name: "aws-efs-filesystem-configure-clients",
  description: "A file system's policy names its clients and their access point, and allows no root access.",
  severity: "high",
  controls: [
    {
      key: "EFS-41",
      service: "EFS",
      control: "A file system's policy names its clients and the access point, and allows no root access",
      pci: ["7.2.5", "7.3.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Allow ClientMount and ClientWrite to the nodes' role, under StringEquals elasticfilesystem:AccessPointArn.",
  url: "https://docs.aws.amazon.com/efs/latest/ug/access-control-managing-access.html",
  types: [fileSystem],
  check: (files, stack) => {
    const statements = policyOf(files, stack);
    if (statements.length === 0)
      return ["the file system has no policy, so that any client in the network may mount it; add one that names the nodes' role"];
    return statements.flatMap((statement) => faultsOf(statement, stack));
  },
};

function faultsOf(statement: PolicyStatement, stack: Stack): string[] {
  const may = (action: string) => statement.effect === "Allow" && statement.actions.some((pattern) => covers(pattern, action));
  return [
    ...outsiders(statement, stack),
    ...(may("elasticfilesystem:ClientRootAccess") ? ["a statement allows root access (ClientRootAccess); remove it"] : []),
    ...(may("elasticfilesystem:ClientMount") && !namesPoint(statement)
      ? ["a statement allows mounts without an access point; add StringEquals elasticfilesystem:AccessPointArn"]
      : []),
  ];
}

const namesPoint = ({ condition }: PolicyStatement): boolean => narrows(condition, "elasticfilesystem:AccessPointArn");
