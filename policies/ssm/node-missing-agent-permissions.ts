import { documentsOf } from "../iam/documents.ts";
import { covers, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { nodeTypes } from "./types.ts";

/** Without these the agent neither registers nor opens a session. */
export const agentPermissions = ["ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel"];
const managed = /:policy\/(service-role\/)?(AmazonSSMManagedInstanceCore|AmazonSSMManagedEC2InstanceDefaultPolicy|AmazonEC2RoleforSSM)$/;

export const ssmNodeMissingAgentPermissions: Policy = {
  name: "aws-ssm-node-missing-agent-permissions",
  description: "A node's role allows Systems Manager to patch it and open sessions.",
  severity: "medium",
  controls: ["SSM-01"],
  remediation: "Give the node an instance profile whose role has AmazonSSMManagedInstanceCore, or the same actions.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-1",
  types: nodeTypes,
  check: (node, stack) => {
    if (!node.has("iamInstanceProfile")) return ["iamInstanceProfile is unset; set one whose role allows Systems Manager"];
    const profiles = stack.referred(node, "iamInstanceProfile", ["aws:iam/instanceProfile:InstanceProfile"]);
    const roles = profiles.flatMap((profile) => stack.referred(profile, "role", ["aws:iam/role:Role"]));
    // A profile from elsewhere cannot be seen into.
    if (roles.length === 0) return profiles.length === 0 ? undefined : [`${profiles[0]?.name} has no role of this stack; set one`];
    return roles.some((role) => admitsAgent(role, stack))
      ? []
      : [`the role ${roles[0]?.name} does not allow Systems Manager; attach AmazonSSMManagedInstanceCore`];
  },
};

function admitsAgent(role: Resource, stack: Stack): boolean {
  const attachments = stack.referring(role, "role", ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"]);
  const arns = [...attachments.map(({ properties }) => properties.policyArn), ...role.list("managedPolicyArns")];
  if (arns.some((arn) => managed.test(String(arn)))) return true;
  const allowed = documentsOf(role, stack)
    .flatMap((policy) => statementsOf(policy, "policy") ?? [])
    .flatMap(({ effect, actions }) => (effect === "Allow" ? actions : []));
  return agentPermissions.every((action) => allowed.some((pattern) => covers(pattern, action)));
}
