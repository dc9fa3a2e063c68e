import { Certificate } from "@pulumi/aws/acm/certificate.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { PrivateKey } from "@pulumi/tls/privateKey.js";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert.js";
import { nameTag, typeToken } from "../naming.ts";

/** Arguments for {@link BootstrapCertificate}. */
export interface BootstrapCertificateArgs {
  /** The store's names, the first of which is the subject. */
  readonly domains: readonly string[];
}

/**
 * A self-signed certificate, imported so that the listener can exist before the first issued certificate replaces it under the same
 * ARN.
 * @see docs/decisions/0012-certificates-by-a-function.md
 */
export class BootstrapCertificate extends ComponentResource {
  readonly certificateArn: Output<string>;
  /** The self-signed certificate, in PEM. */
  readonly pem: Output<string>;

  constructor(name: string, args: BootstrapCertificateArgs, opts?: ComponentResourceOptions) {
    super(typeToken("BootstrapCertificate"), name, {}, opts);

    const key = new PrivateKey(name, { algorithm: "ECDSA", ecdsaCurve: "P256" }, { parent: this });
    const selfSigned = new SelfSignedCert(
      name,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { commonName: commonName(args.domains), organization: "Not yet issued" },
        dnsNames: [...args.domains],
        validityPeriodHours: 365 * 24,
        allowedUses: ["digital_signature", "server_auth"],
      },
      { parent: this },
    );
    const certificate = new Certificate(
      name,
      { privateKey: key.privateKeyPem, certificateBody: selfSigned.certPem, tags: nameTag(name) },
      // What is issued later is imported over it, outside this program: that is not drift to correct.
      { parent: this, ignoreChanges: ["privateKey", "certificateBody", "certificateChain"] },
    );

    this.certificateArn = certificate.arn;
    this.pem = selfSigned.certPem;
    this.registerOutputs({ certificateArn: this.certificateArn });
  }
}

/** X.509 gives a common name 64 characters at most (RFC 5280, ub-common-name); longer domains stand in the alternative names only. */
const commonName = (domains: readonly string[]) => domains.find((domain) => domain.length <= 64) ?? "store";
