import { GetCertificateCommand, ImportCertificateCommand } from "@aws-sdk/client-acm";
import { type Leaf, readLeaf } from "./leaf.ts";
import type { World } from "./run.ts";

/** The certificate that stands in ACM. */
export async function standing({ acm }: World, arn: string): Promise<Leaf> {
  const { Certificate } = await acm.send(new GetCertificateCommand({ CertificateArn: arn }));
  if (!Certificate) throw new Error(`ACM gave no certificate for ${arn}`);
  return readLeaf(Certificate);
}

/** Imports a chain (leaf first) and its key over what stands in ACM; who uses its ARN goes on without a gap. */
export async function importOver({ acm }: World, arn: string, { chain, key }: { chain: readonly string[]; key: string }): Promise<void> {
  const [leaf = "", ...issuers] = chain.map((pem) => `${pem}\n`);
  await acm.send(
    new ImportCertificateCommand({
      CertificateArn: arn,
      Certificate: Buffer.from(leaf),
      PrivateKey: Buffer.from(key),
      CertificateChain: Buffer.from(issuers.join("")),
    }),
  );
}
