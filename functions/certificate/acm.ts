import { GetCertificateCommand, ImportCertificateCommand, InvalidParameterException, ValidationException } from "@aws-sdk/client-acm";
import { type Leaf, readLeaf } from "./leaf.ts";
import { AuthorityError } from "./problem.ts";
import type { World } from "./run.ts";

/** The certificate that stands in ACM. */
export async function standing({ acm }: World, arn: string): Promise<Leaf> {
  const { Certificate } = await acm.send(new GetCertificateCommand({ CertificateArn: arn }));
  if (!Certificate) throw new Error(`ACM gave no certificate for ${arn}`);
  return readLeaf(Certificate);
}

/** How long an authority is left alone whose certificate ACM refused, in milliseconds: some take money for each. */
const untilAskedAgain = 7 * 86_400_000;

/**
 * Imports a chain (leaf first) and its key over what stands in ACM; who uses its ARN goes on without a gap. Throws an {@link AuthorityError}
 * where ACM does not want this certificate: another authority's may do.
 */
export async function importOver({ acm }: World, arn: string, { chain, key }: { chain: readonly string[]; key: string }): Promise<void> {
  const [leaf = "", ...issuers] = chain.map((pem) => `${pem}\n`);
  const asked = new ImportCertificateCommand({
    CertificateArn: arn,
    Certificate: Buffer.from(leaf),
    PrivateKey: Buffer.from(key),
    CertificateChain: Buffer.from(issuers.join("")),
  });
  try {
    await acm.send(asked);
  } catch (cause) {
    if (!(cause instanceof InvalidParameterException || cause instanceof ValidationException)) throw cause;
    throw new AuthorityError(`ACM does not import its certificate: ${cause.message}`, {
      retryAt: new Date(Date.now() + untilAskedAgain),
      cause,
    });
  }
}
