import { GetCertificateCommand, ImportCertificateCommand, InvalidParameterException, ValidationException } from "@aws-sdk/client-acm";
import { type Leaf, readLeaf } from "./leaf.ts";
import { AuthorityError } from "./problem.ts";
import type { World } from "./run.ts";

/** Reads the current certificate from ACM. */
export async function currentLeaf({ acm }: World, arn: string): Promise<Leaf> {
  const { Certificate } = await acm.send(new GetCertificateCommand({ CertificateArn: arn }));
  if (!Certificate) throw new Error(`ACM gave no certificate for ${arn}`);
  return readLeaf(Certificate);
}

/** Pause before an authority whose certificate ACM refused is asked again, in milliseconds: some charge for each certificate. */
const pauseAfterRefusal = 7 * 86_400_000;

/**
 * Imports a chain (leaf first) and its key over the current certificate; users of its ARN are not interrupted. Throws an {@link AuthorityError}
 * if ACM refuses this certificate: another authority's may be accepted.
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
    throw new AuthorityError(`ACM refused to import its certificate: ${cause.message}`, {
      retryAt: new Date(Date.now() + pauseAfterRefusal),
      cause,
    });
  }
}
