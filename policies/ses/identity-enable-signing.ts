import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { identity, legacyIdentity } from "./types.ts";

const long = "RSA_2048_BIT";

export const sesIdentityEnableSigning: Policy = {
  name: "aws-ses-identity-enable-signing",
  description: "A domain's email is signed by DKIM with a key of 2048 bits, has a MAIL FROM of the domain, and uses a configuration set.",
  severity: "medium",
  controls: [
    {
      key: "SES-03",
      service: "SES (mail)",
      control: "Domain identities have DKIM, a MAIL FROM domain and a configuration set",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: `Set dkimSigningAttributes.nextSigningKeyLength to ${long} and configurationSetName, and add EmailIdentityMailFromAttributes.`,
  url: "https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html",
  types: [identity, legacyIdentity],
  check: (domain, stack) => (domain.type === legacyIdentity ? former(domain, stack) : current(domain, stack)),
};

function current(domain: Resource, stack: Stack): string[] | undefined {
  if (domain.text("emailIdentity")?.includes("@")) return undefined;
  const length = domain.text("dkimSigningAttributes.nextSigningKeyLength");
  const isSigned = length === long || domain.has("dkimSigningAttributes.domainSigningSelector");
  const bounces = stack.referring(domain, "emailIdentity", ["aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes"]);
  return [
    ...(isSigned ? [] : [`dkimSigningAttributes.nextSigningKeyLength is ${show(length)}; set ${long}`]),
    ...(bounces.some((one) => one.has("mailFromDomain")) ? [] : ["it has no MAIL FROM domain; add EmailIdentityMailFromAttributes"]),
    ...(domain.has("configurationSetName") ? [] : ["configurationSetName is unset; set one that requires TLS"]),
  ];
}

const former = (domain: Resource, stack: Stack): string[] =>
  stack.referring(domain, "domain", ["aws:ses/domainDkim:DomainDkim"]).length > 0 ? [] : ["it has no DomainDkim; add one"];
