import { describe, expect, test } from "@jest/globals";
import { account, faultsOf } from "./settings-fixture.ts";

const faults = (change: object) => faultsOf({ ...account, accountId: "123456789012", ...change }, "shops-account");
const environment = "repo:shops/hosting:environment:shop-prod";
const plan = [`${environment}-plan`];
const deploy = (subject: string, stack = "shop-prod") => ({ ci: { deploy: [{ stack, plan, subjects: [subject] }] } });
/** `ci` with one store whose jobs these subjects plan. */
const planned = (subject: string) => ({ ci: { deploy: [{ stack: "shop-prod", plan: [subject], subjects: [environment] }] } });

describe("of CI, what is refused", () => {
  test.each<[string, object, readonly string[]]>([
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
      [
        'ci.deploy[0].subjects: got "1640 characters", expected at most 1382 for all subjects together, since a role\'s trust policy holds 2048',
      ],
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
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:pull_request", expected a subject that ends with environment:<name>, whose protection rules require an approval',
      ],
    ],
    [
      "a tag that deploys",
      deploy("repo:shops/hosting:ref:refs/tags/v1"),
      [
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:ref:refs/tags/v1", expected a subject that ends with environment:<name>, whose protection rules require an approval',
      ],
    ],
    [
      "a branch that deploys, which no one approves",
      deploy("repo:shops/hosting:ref:refs/heads/main"),
      [
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:ref:refs/heads/main", expected a subject that ends with environment:<name>, whose protection rules require an approval',
      ],
    ],
    [
      "a pull request that plans",
      planned("repo:shops/hosting:pull_request"),
      [
        'ci.deploy[0].plan[0]: got "repo:shops/hosting:pull_request", expected a subject that ends with environment:<name> or ref:refs/heads/<branch>: jobs of pull requests take no role',
      ],
    ],
    [
      "an environment without a name",
      deploy("repo:shops/hosting:environment:"),
      [
        'ci.deploy[0].subjects[0]: got "repo:shops/hosting:environment:", expected a subject that ends with environment:<name>, whose protection rules require an approval',
      ],
    ],
    [
      "one environment of GitHub's for production and for trials",
      {
        ci: {
          deploy: ["shop-prod", "mall-prod", "shop-dev"].map((stack) => ({ stack, plan, subjects: [environment] })),
        },
      },
      [
        ...["ci.deploy[0]", "ci.deploy[1]"].map(
          (path) => `${path}.subjects[0]: got "${environment}", expected a subject of prod only: ci.deploy[2].subjects has it too, for dev`,
        ),
        `ci.deploy[2].subjects[0]: got "${environment}", expected a subject of dev only: ci.deploy[0].subjects has it too, for prod`,
      ],
    ],
    [
      "a plan by anyone who deploys",
      planned(environment),
      [`ci.deploy[0].plan[0]: got "${environment}", expected a subject that no ci.deploy[].subjects has: a job that plans must not deploy`],
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
      ["ci.state: got {}, expected create: true, or bucketArn with the ARN of an existing bucket"],
    ],
    [
      "state that is here and elsewhere",
      { ci: { state: { create: true, bucketArn: "arn:aws:s3:::company-state" } } },
      ['ci.state.bucketArn: got "arn:aws:s3:::company-state", expected no value beside create, which makes the bucket and its key'],
    ],
    [
      "a key of another account",
      { ci: { state: { bucketArn: "arn:aws:s3:::company-state", keyArn: "arn:aws:kms:us-east-1:999999999999:key/1" } } },
      ['ci.state.keyArn: got "arn:aws:kms:us-east-1:999999999999:key/1", expected a key of this account, 123456789012'],
    ],
    [
      "a subject without a repository",
      planned("pull_request"),
      ['ci.deploy[0].plan[0]: got "pull_request", expected a subject that begins with repo:<owner>/<repository>:'],
    ],
    [
      "an account's stack for CI",
      deploy(environment, "shops-account"),
      [
        "ci.deploy[0].stack: got \"shops-account\", expected a store's stack such as shop-prod; account stacks hold CI's own roles and are deployed by people",
      ],
    ],
    [
      "a store whose name goes on from another's",
      {
        ci: {
          deploy: [
            { stack: "shop-dev", plan, subjects: ["repo:shops/hosting:environment:shop-dev"] },
            { stack: "shop-dev-prod", plan, subjects: ["repo:shops/hosting:environment:shop-dev-prod"] },
          ],
        },
      },
      [
        'ci.deploy[0].stack: got "shop-dev", expected a name that shop-dev-prod does not begin with',
        'ci.deploy[1].stack: got "shop-dev-prod", expected a name that does not begin with shop-dev-, as the resources of shop-dev do',
      ],
    ],
    [
      "a store that reads itself",
      { ci: { deploy: [{ stack: "shop-prod", plan, subjects: [environment], reads: ["shop-prod"] }] } },
      ['ci.deploy[0].reads: got "shop-prod", expected stores other than its own'],
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
      [
        'ci.deploy[0]: got "20 zones and 0 stores to read, 6307 characters of a policy", expected fewer zones or stores, since a policy holds 6144 characters',
      ],
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
  ])("%s", (_what, change, expected) => {
    expect(faults(change)).toEqual(expected);
  });
});

test.each<[string, object]>([
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
