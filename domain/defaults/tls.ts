/**
 * TLS policies of the load balancer's listener, by the settings' name: forward secrecy, AEAD ciphers, and key agreement that also
 * withstands a quantum computer (ML-KEM beside an elliptic curve) where the client knows it; others agree as before.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const tlsPolicies = {
  compatible: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  tls13: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
} as const;
