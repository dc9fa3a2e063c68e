import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { describe, expect, test } from "@jest/globals";
import { knownAuthorities } from "../../../domain/defaults/authorities.ts";

const roots = Object.values(knownAuthorities).flatMap(({ trialRoots = [] }) => trialRoots);
const publicly = new Set(rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256));

describe.each(roots)("$name", ({ name, sha256, certificate }) => {
  const root = new X509Certificate(certificate);

  test("is what its authority publishes: signed by itself, by the fingerprint that is noted, and still in force", () => {
    expect(root.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(sha256);
    expect(root.subject).toContain(`CN=${name}`);
    expect([root.ca, root.verify(root.publicKey)]).toEqual([true, true]);
    expect(root.validToDate.getTime()).toBeGreaterThan(Date.now());
  });

  test("is for trials, and in no public trust store", () => {
    expect(name).toMatch(/^\(STAGING\) /);
    expect(publicly.has(root.fingerprint256)).toBe(false);
  });
});
