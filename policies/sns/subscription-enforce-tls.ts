import type { Policy } from "../model/policy.ts";
import { topicSubscription } from "./types.ts";

export const snsSubscriptionEnforceTls: Policy = {
  name: "aws-sns-subscription-enforce-tls",
  description: "A subscription delivers over TLS.",
  severity: "medium",
  controls: [
    { key: "SNS-04", service: "SNS (alerts)", control: "Subscription delivers over TLS", pci: ["4.2.1"], checkable: "yes", ids: {} },
  ],
  remediation: "Set protocol to https, and endpoint to a URL that begins with https://.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
  types: [topicSubscription],
  check: (resource) => (resource.text("protocol") === "http" ? ["protocol is http, which delivers without TLS; set https"] : []),
};
