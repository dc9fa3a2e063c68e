import { tlsPolicies } from "../../domain/defaults/tls.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { listenerTypes, protocolOf } from "./types.ts";

/** TLS 1.2 or newer with forward secrecy; not the extended ones (Ext), which bring back old ciphers. */
const modern = /^ELBSecurityPolicy-(TLS13-1-[23]-(?!Ext)|FS-1-2-)/;

export const lbListenerConfigureModernTls: Policy = {
  name: "aws-lb-listener-configure-modern-tls",
  description: "TLS listeners accept TLS 1.2 or newer only, with forward secrecy.",
  severity: "high",
  controls: ["ALB-02"],
  remediation: `Set sslPolicy, for example to ${tlsPolicies.compatible}.`,
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  types: listenerTypes,
  check: (listener) => {
    if (!["HTTPS", "TLS"].includes(protocolOf(listener))) return undefined;
    const policy = listener.text("sslPolicy");
    return policy && modern.test(policy) ? [] : [`sslPolicy is ${show(policy)}; set ${tlsPolicies.compatible}`];
  },
};
