import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { listenerTypes, protocolOf } from "./types.ts";

export const lbListenerConfigureAcmCertificate: Policy = {
  name: "aws-lb-listener-configure-acm-certificate",
  description: "TLS listeners use certificates of ACM, which warns before they expire.",
  severity: "medium",
  controls: ["ALB-03"],
  remediation: "Set certificateArn to a certificate of ACM, issued or imported there.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/elbv2-acm-certificate-required.html",
  types: listenerTypes,
  check: (listener, stack) => {
    if (!["HTTPS", "TLS"].includes(protocolOf(listener))) return undefined;
    const arn = listener.properties.certificateArn;
    if (!listener.has("certificateArn")) return ["certificateArn is unset; name a certificate of ACM"];
    if (typeof arn === "string" && !isUnknown(arn))
      return /^arn:[^:]+:acm:/.test(arn) ? [] : [`certificateArn is ${show(arn)}; name one of ACM`];
    const ofIam = stack.referred(listener, "certificateArn", ["aws:iam/serverCertificate:ServerCertificate"]);
    return ofIam.map((certificate) => `certificateArn is IAM's ${certificate.name}; name a certificate of ACM`);
  },
};
