import { tlsPolicies } from "../../domain/defaults/tls.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { listenerTypes, protocolOf } from "./types.ts";

export const lbListenerEnablePostQuantum: Policy = {
  name: "aws-lb-listener-enable-post-quantum",
  description: "TLS listeners offer post-quantum key agreement, so that traffic recorded today stays secret.",
  severity: "medium",
  controls: [
    {
      key: "ALB-13",
      service: "ELB (ALB)",
      control: "HTTPS listeners offer post-quantum key agreement (ML-KEM)",
      pci: ["4.2.1", "12.3.3"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Set an sslPolicy with PQ in its name, for example ${tlsPolicies.compatible}.`,
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  types: listenerTypes,
  check: (listener) => {
    if (!["HTTPS", "TLS"].includes(protocolOf(listener))) return undefined;
    const policy = listener.text("sslPolicy");
    return policy && /-PQ-/.test(policy)
      ? []
      : [`sslPolicy is ${show(policy)}, without post-quantum key agreement; set ${tlsPolicies.compatible}`];
  },
};
