import { narrows, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";

export const cloudwatchLogResourcePolicyDisallowPublic: Policy = {
  name: "aws-cloudwatch-log-resource-policy-disallow-public",
  description: "A log resource policy allows only AWS services to write, on behalf of the stack's account.",
  severity: "high",
  controls: [
    {
      key: "CW-40",
      service: "CloudWatch",
      control: "No log resource policy allows public reads or writes",
      pci: ["10.3.1", "10.3.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name a service as the principal, and add a condition on aws:SourceAccount or aws:SourceArn.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html",
  types: ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy"],
  check: (policy) =>
    statementsOf(policy, "policyDocument")
      ?.filter(({ effect }) => effect === "Allow")
      .flatMap(({ principals, condition, actions }) => {
        const others = principals.filter((principal) => !principal.startsWith("Service:"));
        const isOwn = ["aws:SourceAccount", "aws:SourceArn"].some((key) => narrows(condition, key));
        const reads = actions.filter((action) => !/^logs:(CreateLogStream|PutLogEvents(BatchGet)?)$/i.test(action));
        return [
          ...others.map((principal) => `the policy allows ${principal}; name an AWS service`),
          ...(isOwn || others.length > 0 ? [] : ["the policy has no condition on the account; add aws:SourceAccount"]),
          ...reads.map((action) => `the policy allows ${action}; allow CreateLogStream and PutLogEvents only`),
        ];
      }),
};
