import { expect, test } from "@jest/globals";
import { knownAuthorities } from "../../domain/defaults/authorities.ts";
import { letsencryptTrialRoots } from "../../domain/defaults/trial-roots.ts";
import { policies } from "../../policies/pack.ts";
import { wildcardPolicy } from "../../stacks/settings/checks/certificate.ts";
import { resolveAuthorities } from "../../stacks/settings/resolve/certificate.ts";
import { relaxations } from "../../stacks/settings/resolve/relaxations.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { dev, faultsOf, prod, watched } from "./settings-fixture.ts";

const eabSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:eab-a1b2c3";
const wildcardWaiver = {
  policy: wildcardPolicy,
  resource: "aws:acm/certificate:Certificate::certificate",
  reason: "Sellers get names of their own by the minute",
  owner: "platform",
  ticket: "SHOP-1",
  until: "2027-06-30",
};
const [{ certificate: trialRoot } = { certificate: "" }] = letsencryptTrialRoots;
const own = { name: "corporate", directoryUrl: "https://acme.example.com/directory", caaDomain: "ca.example.com" };
const storeOf = (raw: object, stack = "shop-prod") => {
  const { settings, faults } = parseSettings(stack, raw);
  if (settings?.kind !== "store") throw new Error(`got ${faults}, expected a store`);
  return settings;
};
const authoritiesOf = (certificate: object, raw: object = prod, stack?: string) =>
  resolveAuthorities(storeOf({ ...raw, certificate }, stack).certificate);

/** Each section that has the right shape, or not, with all that is said about it. */
const wrong: readonly (readonly [condition: string, certificate: object, faults: readonly unknown[]])[] = [
  [
    "an authority that no one knows",
    { authorities: [{ name: "buypass" }] },
    [
      'certificate.authorities[0].name: got "buypass", expected one of letsencrypt, zerossl, google, amazon, or directoryUrl and caaDomain for an authority of your own',
    ],
  ],
  [
    "an authority with a name that every object has",
    { authorities: [{ name: "constructor" }] },
    [
      'certificate.authorities[0].name: got "constructor", expected one of letsencrypt, zerossl, google, amazon, or directoryUrl and caaDomain for an authority of your own',
    ],
  ],
  [
    "an authority of one's own without its CAA domain",
    { authorities: [{ name: "corporate", directoryUrl: "https://acme.example.com/directory" }] },
    ["certificate.authorities[0].caaDomain: missing; expected the domain that the authority looks for in CAA records"],
  ],
  [
    "a directory without TLS",
    { authorities: [{ ...own, directoryUrl: "http://acme.example.com/directory" }] },
    ['certificate.authorities[0].directoryUrl: got "http://acme.example.com/directory", expected the https address of an ACME directory'],
  ],
  [
    "another directory of a known authority",
    { authorities: [{ name: "letsencrypt", directoryUrl: "https://acme.example.com/directory" }] },
    [
      'certificate.authorities[0].directoryUrl: got "https://acme.example.com/directory", expected no value, since letsencrypt is a known authority; give your own another name',
    ],
  ],
  [
    "an authority twice",
    { authorities: [{ name: "letsencrypt" }, { name: "letsencrypt", profile: "classic" }] },
    ['certificate.authorities[1].name: got "letsencrypt", expected an authority that is not listed already'],
  ],
  [
    "one directory under two names",
    { authorities: [own, { ...own, name: "other" }] },
    ['certificate.authorities[1].name: got "other", expected an authority that is not listed already'],
  ],
  [
    "an authority that asks for account binding, without it",
    { authorities: [{ name: "zerossl" }] },
    ["certificate.authorities[0].eabSecretArn: missing; expected the ARN of a secret: zerossl asks for external account binding"],
  ],
  [
    "a secret of another Region",
    { authorities: [{ name: "zerossl", eabSecretArn: eabSecretArn.replace("us-east-1", "eu-west-1") }] },
    [
      'certificate.authorities[0].eabSecretArn: got "arn:aws:secretsmanager:eu-west-1:123456789012:secret:eab-a1b2c3", expected a secret in the store\'s Region, us-east-1',
    ],
  ],
  [
    "a profile that the authority does not have",
    { authorities: [{ name: "letsencrypt", profile: "longlived" }] },
    ['certificate.authorities[0].profile: got "longlived", expected a profile of letsencrypt: classic, tlsserver, shortlived'],
  ],
  [
    "a profile of an authority without any",
    { authorities: [{ name: "google", eabSecretArn, profile: "classic" }] },
    ['certificate.authorities[0].profile: got "classic", expected no value, since google has no profiles'],
  ],
  [
    "a secret for an authority that the store binds itself to",
    { authorities: [{ name: "amazon", eabSecretArn }] },
    [
      `certificate.authorities[0].eabSecretArn: got ${JSON.stringify(eabSecretArn)}, expected no value, since the store makes its own binding with amazon`,
    ],
  ],
  [
    "trials at ACM, which has none",
    { staging: true, authorities: [{ name: "amazon" }] },
    ['certificate.authorities[0].name: got "amazon", expected an authority that has a staging directory, or certificate.staging: false'],
  ],
  [
    "an RSA key under an issuer of elliptic keys",
    { keyType: "rsa-2048", authorities: [{ name: "letsencrypt", preferredChain: "ISRG Root X2" }] },
    [
      'certificate.authorities[0].preferredChain: got "ISRG Root X2", expected ISRG Root X1 where keyType is rsa-2048: X2 signs elliptic-curve keys only',
    ],
  ],
  [
    "an issuer's name that is too long",
    { authorities: [{ name: "letsencrypt", preferredChain: "x".repeat(65) }] },
    [
      `certificate.authorities[0].preferredChain: got ${JSON.stringify("x".repeat(65))}, expected an issuer's common name such as ISRG Root X1, of at most 64 characters (RFC 5280, ub-common-name)`,
    ],
  ],
  ["no authority", { authorities: [] }, ["certificate.authorities: got [], expected at least one authority"]],
  [
    "a trial at an authority that has none",
    { staging: true, authorities: [{ name: "letsencrypt" }, { name: "zerossl", eabSecretArn }] },
    ['certificate.authorities[1].name: got "zerossl", expected an authority that has a staging directory, or certificate.staging: false'],
  ],
  [
    "a trial whose roots no one publishes",
    { staging: true, authorities: [{ name: "google", eabSecretArn }] },
    [
      "certificate.authorities[0].roots: missing; expected the root certificates of google's staging directory in PEM, since it publishes none, or certificate.staging: false",
    ],
  ],
  [
    "roots of an authority that is known",
    { authorities: [{ name: "letsencrypt", roots: [trialRoot] }] },
    ["certificate.authorities[0].roots: got 1, expected no value, since the roots of letsencrypt are known"],
  ],
  [
    "a root that lacks a line",
    { authorities: [{ ...own, roots: [trialRoot, trialRoot.replace(/\n.{64}\n/, "\n")] }] },
    [
      expect.stringMatching(
        /^certificate\.authorities\[0\]\.roots\[1\]: got "-----BEGIN CERTIFICATE-----.*, expected a whole CA certificate in PEM$/s,
      ),
    ],
  ],
  [
    "a name outside the zone",
    { names: ["media.example.org"] },
    ['certificate.names[0]: got "media.example.org", expected a name in the zone example.com (dns.zone)'],
  ],
  [
    "a name that is the domain",
    { names: ["shop.example.com"] },
    ['certificate.names[0]: got "shop.example.com", expected a name that is not listed already'],
  ],
  [
    "a wildcard that no one answers for",
    { names: ["*.shop.example.com"] },
    [
      'certificate.names[0]: got "*.shop.example.com", expected a name without *, or a waiver of aws-acm-certificate-disallow-wildcard with the reason',
    ],
  ],
  [
    "a wildcard of a wildcard",
    { names: ["*.*.example.com"] },
    [
      'certificate.names[0]: got "*.*.example.com", expected a name with at most one *, as its first label: no authority issues nested wildcards',
    ],
  ],
  [
    "more than a hundred names",
    { names: Array.from({ length: 99 }, (_, i) => `n${i}.example.com`).concat("last.example.com") },
    [
      `certificate.names: got ${JSON.stringify(Array.from({ length: 99 }, (_, i) => `n${i}.example.com`)).slice(0, 79)}…, expected at most 99 of them`,
    ],
  ],
  [
    "more names than the profile holds",
    { names: Array.from({ length: 25 }, (_, i) => `n${i}.example.com`), authorities: [{ name: "letsencrypt", profile: "tlsserver" }] },
    ['certificate.authorities[0].profile: got "tlsserver", expected a profile for 26 names: tlsserver of letsencrypt holds 25'],
  ],
  [
    "a delegated record twice",
    {
      delegations: [
        { record: "shop.challenges.example.net", zoneId: "Z0123456789" },
        { record: "shop.challenges.example.net", zoneId: "Z9876543210" },
      ],
    },
    ['certificate.delegations[1].record: got "shop.challenges.example.net", expected a record that is not listed already'],
  ],
];

test.each(wrong)("%s is one sentence", (_, certificate, faults) => {
  expect(faultsOf({ ...prod, certificate })).toEqual(faults);
});

test("domain, aliases and other names are a hundred at most together", () => {
  const aliases = Array.from({ length: 99 }, (_, i) => `a${i}.example.com`);
  expect(faultsOf({ ...prod, aliases })).toEqual([]);
  expect(faultsOf({ ...prod, aliases, certificate: { names: ["media.example.com"] } })).toEqual([
    'certificate.names: got "101 names with domain and aliases", expected at most 100 names in one certificate',
  ]);
});

test("a name leaves room for _acme-challenge before it", () => {
  const label = "a".repeat(60);
  const name = (rest: number) => `${label}.${label}.${label}.${"a".repeat(rest)}.example.com`;
  const of = (domain: string) => faultsOf({ ...prod, domain, mail: { domain: "example.com" } });
  expect([name(42).length, of(name(42))]).toEqual([237, []]);
  expect(of(name(43))).toEqual([
    `domain: got ${JSON.stringify(name(43)).slice(0, 79)}…, expected at most 237 characters, since _acme-challenge is prepended`,
  ]);
});

test("a wildcard that someone answers for is admitted", () => {
  expect(faultsOf({ ...prod, certificate: { names: ["*.shop.example.com"] }, waivers: [wildcardWaiver] })).toEqual([]);
});

test("the waiver that a wildcard needs is of a policy that there is", () => {
  expect(policies.filter(({ name }) => name === wildcardPolicy)).toHaveLength(1);
});

test("production asks Let's Encrypt itself, all else its trial directory, unless told otherwise", () => {
  const { directoryUrl, stagingUrl } = knownAuthorities.letsencrypt ?? {};
  const asked = (raw: object, stack: string, certificate = {}) => authoritiesOf(certificate, raw, stack).map((one) => one.directoryUrl);
  expect([asked(prod, "shop-prod"), asked(dev, "shop-dev")]).toEqual([[directoryUrl], [stagingUrl]]);
  expect([asked(prod, "shop-prod", { staging: true }), asked(dev, "shop-dev", { staging: false })]).toEqual([[stagingUrl], [directoryUrl]]);
});

test("an authority is told all that is known of it, and nothing that is not said", () => {
  expect(
    authoritiesOf({
      authorities: [
        { name: "letsencrypt", profile: "shortlived" },
        { ...own, lifetimeDays: 7 },
      ],
    }),
  ).toEqual([
    {
      name: "letsencrypt",
      directoryUrl: "https://acme-v02.api.letsencrypt.org/directory",
      profile: "shortlived",
      caaDomain: "letsencrypt.org",
      heedsAccountUri: true,
      lifetimeDays: 160 / 24,
    },
    { ...own, heedsAccountUri: false, lifetimeDays: 7 },
  ]);
});

test("a second authority takes its account from a secret", () => {
  expect(authoritiesOf({ authorities: [{ name: "letsencrypt" }, { name: "google", eabSecretArn }] })[1]).toMatchObject({
    directoryUrl: "https://dv.acme-v02.api.pki.goog/directory",
    eabSecretArn,
    caaDomain: "pki.goog",
  });
});

test("a store without CAA records says so among its relaxations", () => {
  const settings = storeOf({ ...watched, certificate: { caa: { relaxedBecause: "the zone's owner keeps CAA by hand" } } });
  expect(relaxations(settings)).toEqual(["certificate.caa: the zone's owner keeps CAA by hand"]);
});
