/**
 * TLS policies of the load balancer's listener, by the settings' name: forward secrecy, AEAD ciphers, post-quantum key agreement
 * where the client can. Source: docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const tlsPolicies = {
  compatible: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  tls13: "ELBSecurityPolicy-TLS13-1-3-2021-06",
} as const;
