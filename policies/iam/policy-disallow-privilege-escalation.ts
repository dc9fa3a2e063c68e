import { conditionHas, type PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { allowed, allows, documentTypes, onEvery } from "./documents.ts";

/** Actions that, allowed on any identity or function, give full access. Source: rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation */
export const escalatingAlone = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
  "lambda:UpdateFunctionCode",
];

/** Actions that, together with iam:PassRole of any role, give the permissions of the most powerful role. Source: as above */
export const escalatingWithAnyRole = [
  "cloudformation:CreateStack",
  "codebuild:CreateProject",
  "ec2:RunInstances",
  "ecs:RunTask",
  "glue:CreateDevEndpoint",
  "glue:CreateJob",
  "lambda:CreateFunction",
  "sagemaker:CreateNotebookInstance",
  "scheduler:CreateSchedule",
  "ssm:StartAutomationExecution",
  "states:CreateStateMachine",
];

export const iamPolicyDisallowPrivilegeEscalation: Policy = {
  name: "aws-iam-policy-disallow-privilege-escalation",
  description: "No policy allows privilege escalation.",
  severity: "critical",
  controls: ["IAM-08"],
  remediation: "Name the roles, users and functions; require a permissions boundary by a condition for creating roles.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  types: documentTypes,
  check: (policy, stack) => {
    const statements = allowed(policy, stack);
    const onEveryResource = statements?.filter((statement) => isUnrestricted(statement));
    const may = (action: string) => onEveryResource?.some((statement) => allows(statement, action)) ?? false;
    const starts = escalatingWithAnyRole.filter((action) => statements?.some((statement) => allows(statement, action)));
    return (
      statements && [
        ...escalatingAlone.filter(may).map((action) => `allows ${action} on every resource; name the resources`),
        ...(may("iam:PassRole") && starts.length > 0
          ? [`allows iam:PassRole of every role together with ${starts.join(", ")}; name the roles`]
          : []),
      ]
    );
  },
};

function isUnrestricted(statement: PolicyStatement): boolean {
  const bounded = ["iam:PermissionsBoundary", "iam:PolicyARN"].some((key) => conditionHas(statement.condition, key));
  return !bounded && onEvery(statement, /^arn:[^:]*:(iam|lambda|\*):[^/]*([:/])\*$/);
}
