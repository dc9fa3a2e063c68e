import { narrows, statementsOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";

export const cloudwatchLogResourcePolicyDisallowPublic: Policy = {
  name: "aws-cloudwatch-log-resource-policy-disallow-public",
  description: "Only services of AWS write into a log group by its policy, for the stack's account.",
  severity: "high",
  controls: [
    {
      key: "CW-40",
      service: "CloudWatch",
      control: "No policy of logs lets anybody write or read",
      pci: ["10.3.1", "10.3.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name a service as the principal, and ask for aws:SourceAccount or aws:SourceArn.",
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
          ...others.map((principal) => `admits ${principal}; name a service of AWS`),
          ...(isOwn || others.length > 0 ? [] : ["asks for no account; add aws:SourceAccount"]),
          ...reads.map((action) => `allows ${action}; allow CreateLogStream and PutLogEvents only`),
        ];
      }),
};
