import { describe, expect, test } from "@jest/globals";
import { account, faultsOf } from "./settings-fixture.ts";

const faults = (change: object) => faultsOf({ ...account, accountId: "123456789012", ...change }, "shops-account");
const ada = { email: "ada@example.com", role: "administrator" };
const center = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const group = "90677c8d22-12345678-1234-1234-1234-123456789012";
const environment = "repo:shops/hosting:environment:shop-prod";
const plan = [`${environment}-plan`];
const deploy = (subject: string, stack = "shop-prod") => ({ ci: { deploy: [{ stack, plan, subjects: [subject] }] } });
/** `ci` with one store whose jobs these subjects plan. */
const planned = (subject: string) => ({ ci: { deploy: [{ stack: "shop-prod", plan: [subject], subjects: [environment] }] } });

describe("what is refused", () => {
  test.each<[string, object, readonly string[]]>([
    [
      "staff without e-mail",
      { staff: { people: [{ role: "operator" }] } },
      ["staff.people[0].email: missing; expected an e-mail address such as operations@example.com"],
    ],
    [
      "two with the same",
      { staff: { people: [ada, { ...ada, role: "auditor" }] } },
      ['staff.people[1].email: got "ada@example.com", expected somebody who is not there already: one person, one role'],
    ],
    [
      "subjects that a role's trust cannot hold together",
      {
        ci: {
          deploy: [
            {
              stack: "shop-prod",
              plan,
              subjects: Array.from({ length: 8 }, (_, i) => `repo:shops/hosting:environment:${i}${"x".repeat(170)}`),
            },
          ],
        },
      },
      ['ci.deploy[0].subjects: got "1640 characters", expected at most 1382 together, since a role\'s trust holds 2048'],
    ],
    [
      "the same in other letters",
      { staff: { people: [ada, { email: "Ada@example.com", role: "operator" }] } },
      ['staff.people[1].email: got "Ada@example.com", expected somebody who is not there already: one person, one role'],
    ],
    [
      "a role of one's own",
      { staff: { people: [{ ...ada, role: "root" }] } },
      ['staff.people[0].role: got "root", expected administrator, operator, developer, auditor'],
    ],
    [
      "an auditor who may write",
      { staff: { policies: { auditor: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] } } },
      [
        'staff.policies.auditor[0]: got "arn:aws:iam::aws:policy/AmazonS3FullAccess", expected one of AWS\'s policies that only read: an auditor changes nothing',
      ],
    ],
    [
      "an auditor who may break glass",
      { staff: { people: [{ ...ada, role: "auditor" }], breakGlass: { people: ["ada@example.com"] } } },
      ['staff.breakGlass.people[0]: got "ada@example.com", expected nobody who is an auditor: these change nothing'],
    ],
    [
      "people beside an identity center",
      { staff: { people: [ada], identityCenter: { instanceArn: center, operators: group } } },
      ['staff.people: got "1 people", expected nobody where identityCenter is set: its groups say who works here'],
    ],
    [
      "an identity center for nobody",
      { staff: { identityCenter: { instanceArn: center } } },
      [`staff.identityCenter: got "${center}", expected at least one of administrators, operators, developers, auditors`],
    ],
    [
      "sessions of root",
      { sessions: { runAs: "root" } },
      ['sessions.runAs: got "root", expected a Linux user\'s name such as ec2-user, not root'],
    ],
    [
      "a wildcard in a subject",
      deploy("repo:shops/hosting:*"),
      [
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:*", expected a job\'s whole subject such as repo:shops/hosting:environment:shop-prod, without wildcards',
      ],
    ],
    [
      "a pull request that deploys",
      deploy("repo:shops/hosting:pull_request"),
      [
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:pull_request", expected a subject that ends with environment:<name>, whose rules say who approves',
      ],
    ],
    [
      "a tag that deploys",
      deploy("repo:shops/hosting:ref:refs/tags/v1"),
      [
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:ref:refs/tags/v1", expected a subject that ends with environment:<name>, whose rules say who approves',
      ],
    ],
    [
      "a branch that deploys, which nobody approves",
      deploy("repo:shops/hosting:ref:refs/heads/main"),
      [
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:ref:refs/heads/main", expected a subject that ends with environment:<name>, whose rules say who approves',
      ],
    ],
    [
      "a pull request that plans",
      planned("repo:shops/hosting:pull_request"),
      [
        'ci.deploy[0].plan[0]: got "repo:shops/hosting:pull_request", expected a subject that ends with environment:<name> or ref:refs/heads/<branch>: no pull request takes a role',
      ],
    ],
    [
      "a plan by whoever deploys",
      planned(environment),
      [`ci.deploy[0].plan[0]: got "${environment}", expected a subject that deploys nothing: who may look may not change`],
    ],
    [
      "a subject of another repository",
      planned("repo:shops/hosting-2:environment:shop-prod-plan"),
      [
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:environment:shop-prod", expected a subject of shops/hosting-2, as ci.deploy[0].plan[0] is: one repository deploys an account\'s stores',
      ],
    ],
    [
      "the one role that looked at all stores",
      { ci: { preview: ["repo:shops/hosting:pull_request"] } },
      [
        "ci.preview: removed, since no job of a pull request takes a role; delete this line, and name the jobs that plan each store in ci.deploy[].plan, repo:<owner>/<repository>:environment:<stack>-plan",
      ],
    ],
    [
      "state that is nowhere",
      { ci: { state: {} } },
      ["ci.state: got {}, expected create: true, or the ARN of a bucket that is there, bucketArn"],
    ],
    [
      "state that is here and elsewhere",
      { ci: { state: { create: true, bucketArn: "arn:aws:s3:::company-state" } } },
      ['ci.state.bucketArn: got "arn:aws:s3:::company-state", expected nothing beside create, which makes both'],
    ],
    [
      "a key of another account",
      { ci: { state: { bucketArn: "arn:aws:s3:::company-state", keyArn: "arn:aws:kms:us-east-1:999999999999:key/1" } } },
      ['ci.state.keyArn: got "arn:aws:kms:us-east-1:999999999999:key/1", expected a key of this account, 123456789012'],
    ],
    [
      "a subject without a repository",
      planned("pull_request"),
      ['ci.deploy[0].plan[0]: got "pull_request", expected repo:<owner>/<repository>: and what of it'],
    ],
    [
      "an account's stack for CI",
      deploy(environment, "shops-account"),
      [
        "ci.deploy[0].stack: got \"shops-account\", expected a store's stack such as shop-prod; account stacks hold CI's own roles, people bring them up",
      ],
    ],
    [
      "a store whose name goes on from another's",
      {
        ci: {
          deploy: [
            { stack: "shop-dev", plan, subjects: [environment] },
            { stack: "shop-dev-prod", plan, subjects: [environment] },
          ],
        },
      },
      [
        'ci.deploy[0].stack: got "shop-dev", expected a name with which shop-dev-prod does not begin',
        'ci.deploy[1].stack: got "shop-dev-prod", expected a name that does not begin as the things of shop-dev do',
      ],
    ],
    [
      "a store that reads itself",
      { ci: { deploy: [{ stack: "shop-prod", plan, subjects: [environment], reads: ["shop-prod"] }] } },
      ['ci.deploy[0].reads: got "shop-prod", expected other stores'],
    ],
    [
      "more zones than a policy holds",
      {
        ci: {
          deploy: [
            { stack: "shop-prod", plan, subjects: [environment], zones: Array.from({ length: 20 }, (_, i) => `Z0123456789ABCDEFG${i}`) },
          ],
        },
      },
      ['ci.deploy[0]: got "20 zones and 0 stores to read, 6180 characters of a policy", expected fewer, since a policy holds 6144'],
    ],
    [
      "a zone by its name",
      { ci: { deploy: [{ stack: "shop-prod", plan, subjects: [environment], zones: ["shop.example.com"] }] } },
      ['ci.deploy[0].zones[0]: got "shop.example.com", expected a hosted zone\'s id such as Z0123456789ABCDEFGHIJ'],
    ],
    [
      "every zone without a reason",
      { ci: { deploy: [{ stack: "shop-prod", plan, subjects: [environment], createsZone: true }] } },
      ['ci.deploy[0].createsZone: got true, expected an object { relaxedBecause: "why" }'],
    ],
    [
      "an issuer without TLS",
      { ci: { issuer: "http://ci.example.com" } },
      [
        'ci.issuer: got "http://ci.example.com", expected an OpenID Connect issuer such as https://token.actions.githubusercontent.com, without a slash at its end',
      ],
    ],
    [
      "a provider of another issuer",
      { ci: { providerArn: "arn:aws:iam::123456789012:oidc-provider/gitlab.com" } },
      [
        'ci.providerArn: got "arn:aws:iam::123456789012:oidc-provider/gitlab.com", expected this account\'s provider of https://token.actions.githubusercontent.com',
      ],
    ],
    [
      "a contact without a country",
      { alternateContacts: { security: { name: "Ada", title: "Security", email: "ada@example.com", phone: "555 0100" } } },
      ['alternateContacts.security.phone: got "555 0100", expected a telephone number with the country\'s code such as +49 30 1234567'],
    ],
    [
      "a threshold twice",
      { spending: { monthlyUsd: 100, thresholds: [50, 50] } },
      ["spending.thresholds[1]: got 50, expected a percentage that is not there already"],
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
      ["spending.monthlyUsd: got 100, expected nothing, since elsewhere.spending says who has it"],
    ],
    [
      "what another Region's stack never makes",
      { home: false, elsewhere: { trail: "the organisation's trail" } },
      ['elsewhere.trail: got "the organisation\'s trail", expected nothing where home is false: the home stack alone would make it'],
    ],
    [
      "no word of who has it",
      { elsewhere: { guardDuty: "elsewhere" } },
      ['elsewhere.guardDuty: got "elsewhere", expected a reason of at least 10 characters'],
    ],
    [
      "more contacts than a budget takes",
      { contacts: Array.from({ length: 11 }, (_, i) => `a${i}@example.com`) },
      ['contacts: got "11 addresses", expected at most 10 addresses, as many as a budget mails to; name them in spending.contacts'],
    ],
  ])("%s", (_what, change, expected) => {
    expect(faults(change)).toEqual(expected);
  });
});

test.each<[string, object]>([
  ["people and who may break glass", { staff: { people: [ada], breakGlass: { people: ["bob@example.com"] } } }],
  ["an auditor with more to read", { staff: { policies: { auditor: ["arn:aws:iam::aws:policy/AWSBillingReadOnlyAccess"] } } }],
  ["groups of an identity center", { staff: { identityCenter: { instanceArn: center, auditors: group } } }],
  ["a deployment from an environment", deploy(environment)],
  ["a plan from a branch", planned("repo:shops/hosting:ref:refs/heads/main")],
  ["state of its own", { ci: { state: { create: true } } }],
  [
    "another issuer's own form of subjects",
    {
      ci: {
        issuer: "https://gitlab.com",
        deploy: [
          {
            stack: "shop-prod",
            plan: ["project_path:shops/hosting:ref_type:branch:ref:next"],
            subjects: ["project_path:shops/hosting:ref_type:branch:ref:main"],
          },
        ],
      },
    },
  ],
])("%s: fine", (_what, change) => {
  expect(faults(change)).toEqual([]);
});
