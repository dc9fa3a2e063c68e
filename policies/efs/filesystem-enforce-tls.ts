import { refusesPlain } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { fileSystem, policyOf } from "./types.ts";

export const efsFilesystemEnforceTls: Policy = {
  name: "aws-efs-filesystem-enforce-tls",
  description: "Shared files are mounted with TLS only.",
  severity: "high",
  controls: [
    {
      key: "EFS-40",
      service: "EFS",
      control: "Files are mounted with TLS only",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Add a file system policy that denies * to all principals if aws:SecureTransport is false.",
  url: "https://docs.aws.amazon.com/efs/latest/ug/encryption-in-transit.html",
  types: [fileSystem],
  check: (files, stack) =>
    policyOf(files, stack).some((statement) => refusesPlain(statement, ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]))
      ? []
      : ["the file system's policy does not deny mounting without TLS; add a statement that does"],
};
