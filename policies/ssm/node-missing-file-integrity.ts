import type { Policy } from "../model/policy.ts";
import { nodeTypes, targets } from "./types.ts";

/** Tools that notice changed files, by the names of their commands and packages. */
const tools = /\b(aide|tripwire|samhain|osquery|ossec|wazuh|afick|integrit)\b/i;

export const ssmNodeMissingFileIntegrity: Policy = {
  name: "aws-ssm-node-missing-file-integrity",
  description: "File integrity monitoring on each node detects changed files of the system and the store.",
  severity: "medium",
  controls: ["G18"],
  remediation: "Install AIDE or the like in the user data, or by an association with the node's tags.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-state.html",
  types: nodeTypes,
  check: (node, stack) => {
    // The instance of a job terminates before its integrity would be checked.
    if (node.text("instanceInitiatedShutdownBehavior") === "terminate") return undefined;
    const text = node.text("userDataBase64") ?? node.text("userData") ?? "";
    if ([text, Buffer.from(text, "base64").toString("utf8")].some((script) => tools.test(script))) return [];
    const associations = stack
      .ofType("aws:ssm/association:Association")
      .filter((one) => tools.test(JSON.stringify([one.properties.name, one.properties.parameters])));
    return associations.some((one) => targets(one, node, stack))
      ? []
      : ["neither user data nor an association installs file integrity monitoring; add AIDE"];
  },
};
