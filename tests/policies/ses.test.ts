import { sesConfigurationsetEnableBounceHandling } from "../../policies/ses/configurationset-enable-bounce-handling.ts";
import { sesConfigurationsetEnforceTls } from "../../policies/ses/configurationset-enforce-tls.ts";
import { sesIdentityEnableSigning } from "../../policies/ses/identity-enable-signing.ts";
import { broken } from "./broken.ts";
import { maker, testCases } from "./data-cases.ts";
import { change, drop, rework } from "./mutate.ts";
import { resource, unknown, urnOf } from "./support.ts";

const setType = "aws:sesv2/configurationSet:ConfigurationSet";
const identityType = "aws:sesv2/emailIdentity:EmailIdentity";
const destinationType = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const fromType = "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes";

const set = maker(setType);
const good = {
  id: "shop-mail",
  configurationSetName: "shop-mail",
  deliveryOptions: { tlsPolicy: "REQUIRE" },
  reputationOptions: { reputationMetricsEnabled: true },
  suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
};
const told = (eventDestination: object) => resource(destinationType, "one", { configurationSetName: "shop-mail", eventDestination });
const domain = maker(identityType);
const signed = {
  emailIdentity: "shop.example.com",
  configurationSetName: "shop-mail",
  dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
};
const bounces = resource(
  fromType,
  "one",
  { emailIdentity: unknown, mailFromDomain: "bounce.shop.example.com" },
  {
    propertyDependencies: { emailIdentity: [urnOf(identityType, "one")] },
  },
);
testCases([
  [sesConfigurationsetEnforceTls, "TLS is compliant", [], set(good)],
  [sesConfigurationsetEnforceTls, "none is reported", ["deliveryOptions.tlsPolicy is unset; set REQUIRE"], set()],
  [
    sesConfigurationsetEnforceTls,
    "TLS where the other side likes it is reported",
    ["deliveryOptions.tlsPolicy is OPTIONAL; set REQUIRE"],
    set({ deliveryOptions: { tlsPolicy: "OPTIONAL" } }),
  ],
  [
    sesConfigurationsetEnforceTls,
    "the former type is read",
    [],
    resource("aws:ses/configurationSet:ConfigurationSet", "one", { deliveryOptions: { tlsPolicy: "Require" } }),
  ],
  [
    sesConfigurationsetEnableBounceHandling,
    "all of it is compliant",
    [],
    set(good),
    told({ enabled: true, matchingEventTypes: ["BOUNCE", "COMPLAINT"] }),
  ],
  [
    sesConfigurationsetEnableBounceHandling,
    "nothing of it is reported",
    [
      "suppressionOptions.suppressedReasons lacks BOUNCE; add it",
      "suppressionOptions.suppressedReasons lacks COMPLAINT; add it",
      "reputationOptions.reputationMetricsEnabled is off; set true",
      "no event destination receives BOUNCE; add one",
      "no event destination receives COMPLAINT; add one",
    ],
    set({ configurationSetName: "shop-mail" }),
    told({ enabled: false, matchingEventTypes: ["BOUNCE", "COMPLAINT"] }),
  ],
  [sesIdentityEnableSigning, "a signed domain is compliant", [], domain(signed), bounces],
  [sesIdentityEnableSigning, "an address is someone's own", "notApplicable", domain({ emailIdentity: "a@shop.example.com" })],
  [
    sesIdentityEnableSigning,
    "a key of 1024 bits, SES's own name for bounces and no configuration set are reported",
    [
      "dkimSigningAttributes.nextSigningKeyLength is RSA_1024_BIT; set RSA_2048_BIT",
      "it has no MAIL FROM domain; add EmailIdentityMailFromAttributes",
      "configurationSetName is unset; set one that requires TLS",
    ],
    domain({ emailIdentity: "shop.example.com", dkimSigningAttributes: { nextSigningKeyLength: "RSA_1024_BIT" } }),
  ],
  [
    sesIdentityEnableSigning,
    "a key of one's own is compliant",
    [],
    domain({ ...signed, dkimSigningAttributes: { domainSigningSelector: "a" } }),
    bounces,
  ],
  [
    sesIdentityEnableSigning,
    "a former identity without DKIM is reported",
    ["it has no DomainDkim; add one"],
    resource("aws:ses/domainIdentity:DomainIdentity", "one", { domain: "shop.example.com" }),
  ],
]);

broken("SES-01", "mail that goes out in the clear", change(setType, { deliveryOptions: { tlsPolicy: "OPTIONAL" } }));
broken("SES-02", "bounces that no one is told of", drop(destinationType));
broken("SES-02", "bounces that are mailed again", change(setType, { suppressionOptions: { suppressedReasons: ["COMPLAINT"] } }));
broken("SES-03", "a domain without a name for bounces", drop(fromType));
broken("SES-03", "a short key", change(identityType, { dkimSigningAttributes: { nextSigningKeyLength: "RSA_1024_BIT" } }));
broken(
  "SES-04",
  "a role that writes as anyone",
  rework(["aws:iam/policy:Policy", "mail"], "policy", (text) => String(text).replace("*@shop.example.com", "*")),
);
