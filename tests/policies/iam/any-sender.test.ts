import { iamPolicyDisallowAnySender } from "../../../policies/iam/policy-disallow-any-sender.ts";
import { document, maker, testCases } from "../data-cases.ts";

const policy = maker("aws:iam/policy:Policy");
const send = {
  Effect: "Allow",
  Action: ["ses:SendEmail", "ses:SendRawEmail"],
  Resource: "arn:aws:ses:us-east-1:123456789012:identity/shop.example.com",
  Condition: { StringLike: { "ses:FromAddress": "*@shop.example.com" } },
};
const both = "ses:SendEmail, ses:SendRawEmail";

testCases([
  [iamPolicyDisallowAnySender, "a named sender is compliant", [], policy({ policy: document(send) })],
  [
    iamPolicyDisallowAnySender,
    "any domain and any address are reported",
    [`allows ${both} for every domain; name the identities`, `allows ${both} from any address; add a condition on ses:FromAddress`],
    policy({ policy: document({ ...send, Action: "ses:*", Resource: "*", Condition: undefined }) }),
  ],
  [
    iamPolicyDisallowAnySender,
    "a condition that admits all is reported",
    [`allows ${both} from any address; add a condition on ses:FromAddress`],
    policy({ policy: document({ ...send, Condition: { StringLike: { "ses:FromAddress": "*" } } }) }),
  ],
  [
    iamPolicyDisallowAnySender,
    "other rights are compliant",
    [],
    policy({ policy: document({ Effect: "Allow", Action: "ses:GetAccount", Resource: "*" }) }),
  ],
]);
