import { refusesPlain } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { policyOf, topic } from "./types.ts";

export const snsTopicEnforceTls: Policy = {
  name: "aws-sns-topic-enforce-tls",
  description: "A topic refuses messages that come without TLS.",
  severity: "medium",
  controls: [
    {
      key: "SNS-40",
      service: "SNS (alerts)",
      control: "Topic refuses publishing without TLS",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Deny sns:Publish to all principals if aws:SecureTransport is false.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
  types: [topic],
  check: (resource, stack) =>
    policyOf(resource, stack).some((statement) => refusesPlain(statement, ["sns:Publish"]))
      ? []
      : ["the topic's policy does not deny publishing without TLS; add a statement that does"],
};
