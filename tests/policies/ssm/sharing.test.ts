import { ssmAccountDisallowPublicDocuments } from "../../../policies/ssm/account-disallow-public-documents.ts";
import { broken } from "../broken.ts";
import { inStack, maker, testCases } from "../data-cases.ts";
import { change, drop } from "../mutate.ts";

const settingType = "aws:ssm/serviceSetting:ServiceSetting";
const setting = maker(settingType);
const stack = maker("pulumi:pulumi:Stack");
const settingId = "arn:aws:ssm:eu-central-1:123456789012:servicesetting/ssm/documents/console/public-sharing-permission";
const missing = "nothing blocks public documents; add an aws.ssm.ServiceSetting of /ssm/documents/console/public-sharing-permission";

testCases([
  [ssmAccountDisallowPublicDocuments, "a store's stack", "notApplicable", stack()],
  [ssmAccountDisallowPublicDocuments, "an account without it", [missing], ...inStack("demo-account", stack())],
  [
    ssmAccountDisallowPublicDocuments,
    "an account with it",
    [],
    ...inStack("demo-account", stack(), setting({ settingId, settingValue: "Disable" })),
  ],
  [ssmAccountDisallowPublicDocuments, "allowed", ["settingValue is Enable; set Disable"], setting({ settingId, settingValue: "Enable" })],
  [
    ssmAccountDisallowPublicDocuments,
    "another setting",
    "notApplicable",
    setting({ settingId: "/ssm/parameter-store/high-throughput-enabled", settingValue: "true" }),
  ],
]);

broken("SSM-07", "documents for everyone", change(settingType, { settingValue: "Enable" }), "demo-account");
broken("SSM-07", "no one said so", drop(settingType), "demo-account");
