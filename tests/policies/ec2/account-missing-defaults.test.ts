import { ec2AccountMissingDefaults } from "../../../policies/ec2/account-missing-defaults.ts";
import { broken } from "../broken.ts";
import { drop } from "../mutate.ts";
import { cases, stackItself } from "../policy-cases.ts";
import { resource } from "../support.ts";

const ofEc2 = [
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
  "aws:ec2/serialConsoleAccess:SerialConsoleAccess",
];
const keyType = "aws:ebs/defaultKmsKey:DefaultKmsKey";
const inAccount = (type: string) => ({ ...resource(type, "defaults"), urn: `urn:pulumi:test-account::xcart-hosting::${type}::defaults` });
const whole = stackItself("account");
const elsewhere = { ...whole, outputs: { elsewhere: { ec2Defaults: "the organisation's declarative policy" } } };

cases(
  ec2AccountMissingDefaults,
  ["passes an account that has all of them", "compliant", whole, ...[...ofEc2, keyType].map(inAccount)],
  [
    "refuses one without a key for disks",
    [`there is no ${keyType}, without which disks get a key that anyone in the account can use; put it back`],
    whole,
    ...ofEc2.map(inAccount),
  ],
  ["asks only for what is not someone else's", "compliant", elsewhere, inAccount(keyType)],
  ["has no opinion on stores", "notApplicable", stackItself("prod")],
);

for (const type of ofEc2) broken("EC2-42", `an account without ${type}`, drop(type), "demo-account");
broken("EC2-42", "disks with AWS's own key", drop(keyType), "demo-account");
