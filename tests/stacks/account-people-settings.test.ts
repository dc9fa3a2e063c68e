import { describe, expect, test } from "@jest/globals";
import { account, faultsOf } from "./settings-fixture.ts";

const faults = (change: object) => faultsOf({ ...account, accountId: "123456789012", ...change }, "shops-account");
const ada = { email: "ada@example.com", role: "administrator" };
const center = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const group = "90677c8d22-12345678-1234-1234-1234-123456789012";

describe("what is refused", () => {
  test.each<[string, object, readonly string[]]>([
    [
      "staff without e-mail",
      { staff: { people: [{ role: "operator" }] } },
      ["staff.people[0].email: missing; expected an email address such as operations@example.com"],
    ],
    [
      "two with the same",
      { staff: { people: [ada, { ...ada, role: "auditor" }] } },
      ['staff.people[1].email: got "ada@example.com", expected an address that is not listed already: each person has one role'],
    ],
    [
      "the same in other letters",
      { staff: { people: [ada, { email: "Ada@example.com", role: "operator" }] } },
      ['staff.people[1].email: got "Ada@example.com", expected an address that is not listed already: each person has one role'],
    ],
    [
      "a role of one's own",
      { staff: { people: [{ ...ada, role: "root" }] } },
      ['staff.people[0].role: got "root", expected administrator, operator, developer or auditor'],
    ],
    [
      "an auditor who may write",
      { staff: { policies: { auditor: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] } } },
      [
        'staff.policies.auditor[0]: got "arn:aws:iam::aws:policy/AmazonS3FullAccess", expected one of AWS\'s read-only policies: an auditor changes nothing',
      ],
    ],
    [
      "an auditor who may break glass",
      { staff: { people: [{ ...ada, role: "auditor" }], breakGlass: { people: ["ada@example.com"] } } },
      [
        'staff.breakGlass.people[0]: got "ada@example.com", expected a person who is not an auditor in staff.people: auditors change nothing',
      ],
    ],
    [
      "people beside an identity center",
      { staff: { people: [ada], identityCenter: { instanceArn: center, operators: group } } },
      ['staff.people: got "1 people", expected an empty list where staff.identityCenter is set: its groups say who works here'],
    ],
    [
      "an identity center for no one",
      { staff: { identityCenter: { instanceArn: center } } },
      [`staff.identityCenter: got "${center}", expected at least one of administrators, operators, developers, auditors`],
    ],
    [
      "sessions of root",
      { sessions: { runAs: "root" } },
      ['sessions.runAs: got "root", expected a Linux user\'s name such as ec2-user, not root'],
    ],
    [
      "a contact without a country",
      { alternateContacts: { security: { name: "Ada", title: "Security", email: "ada@example.com", phone: "555 0100" } } },
      ['alternateContacts.security.phone: got "555 0100", expected a telephone number with the country\'s code such as +49 30 1234567'],
    ],
    [
      "a threshold twice",
      { spending: { monthlyUsd: 100, thresholds: [50, 50] } },
      ["spending.thresholds[1]: got 50, expected a percentage that is not listed already"],
    ],
    [
      "another account's monitor",
      {
        accountId: "123456789012",
        spending: { anomalyMonitorArn: "arn:aws:ce::999999999999:anomalymonitor/00000000-0000-0000-0000-000000000000" },
      },
      [
        'spending.anomalyMonitorArn: got "arn:aws:ce::999999999999:anomalymonitor/00000000-0000-0000-0000-000000000000", expected a monitor of this account, 123456789012',
      ],
    ],
    [
      "what is elsewhere and set all the same",
      { elsewhere: { spending: "the management account has the budgets" }, spending: { monthlyUsd: 100 } },
      ["spending.monthlyUsd: got 100, expected no value, since elsewhere.spending says who manages it"],
    ],
    [
      "what another Region's stack never makes",
      { home: false, elsewhere: { trail: "the organisation's trail" } },
      ['elsewhere.trail: got "the organisation\'s trail", expected no value where home is false: only the home stack makes it'],
    ],
    [
      "no word of who has it",
      { elsewhere: { guardDuty: "elsewhere" } },
      ['elsewhere.guardDuty: got "elsewhere", expected a reason of at least 10 characters'],
    ],
    [
      "more contacts than a budget takes",
      { contacts: Array.from({ length: 11 }, (_, i) => `a${i}@example.com`) },
      ['contacts: got "11 addresses", expected at most 10 addresses, the maximum of an AWS budget; name them in spending.contacts'],
    ],
  ])("%s", (_what, change, expected) => {
    expect(faults(change)).toEqual(expected);
  });
});

test.each<[string, object]>([
  ["people and who may break glass", { staff: { people: [ada], breakGlass: { people: ["bob@example.com"] } } }],
  ["an auditor with more to read", { staff: { policies: { auditor: ["arn:aws:iam::aws:policy/AWSBillingReadOnlyAccess"] } } }],
  ["groups of an identity center", { staff: { identityCenter: { instanceArn: center, auditors: group } } }],
])("%s: fine", (_what, change) => {
  expect(faults(change)).toEqual([]);
});
