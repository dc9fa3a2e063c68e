import { z } from "zod";
import type { AccountSettings } from "../account.ts";
import { fault } from "../faults.ts";
import { environments } from "../profiles.ts";

const subjectExpected = "a job's whole subject such as repo:shops/hosting:environment:shop-prod";

/** A token's claim `sub`, to the letter: what a wildcard would admit is decided by whoever names branches. */
const subject = z
  .string({ error: subjectExpected })
  .max(255, "a subject of at most 255 characters")
  .regex(/^[^\s*?$]+$/, `${subjectExpected}, without wildcards`);

const subjects = z.array(subject, { error: "a list of subjects" }).min(1, "at least one subject").max(10, "at most 10 subjects");

const issuerExpected = "an OpenID Connect issuer such as https://token.actions.githubusercontent.com, without a slash at its end";
const github = "https://token.actions.githubusercontent.com";
const storeStack = new RegExp(`^[a-z][a-z0-9]*(-[a-z0-9]+)*-(${environments.join("|")})$`);
const stackExpected = "a store's stack such as shop-prod; account stacks hold CI's own roles, people bring them up";
const providerExpected = "a provider's ARN such as arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const bucketExpected = "a bucket's ARN such as arn:aws:s3:::company-pulumi-state";
const keyExpected = "a key's ARN such as arn:aws:kms:eu-central-1:123456789012:key/…";

/** `ci` of an account. */
export const ci = z
  .strictObject({
    issuer: z
      .string({ error: issuerExpected })
      .regex(/^https:\/\/[a-z0-9.-]+(\/[\w.~-]+)*$/, issuerExpected)
      .max(255, "an issuer of at most 255 characters")
      .default(github)
      .describe("Who vouches for CI's jobs."),
    audience: z
      .string({ error: "an audience such as sts.amazonaws.com" })
      .regex(/^[^\s*?$]{1,255}$/, "an audience such as sts.amazonaws.com")
      .default("sts.amazonaws.com")
      .describe("Whom their tokens are for, their claim `aud`."),
    providerArn: z
      .string({ error: providerExpected })
      .regex(/^arn:aws:iam::\d{12}:oidc-provider\/[\w./-]+$/, providerExpected)
      .optional()
      .describe("The account's OpenID Connect provider of that issuer, where it has one. Default: it is made."),
    preview: subjects.describe("Jobs that may look: pull requests, repo:<owner>/<repository>:pull_request."),
    deploy: z
      .array(
        z.strictObject({
          stack: z.string({ error: stackExpected }).regex(storeStack, stackExpected).describe("The store's stack, in this account."),
          subjects: subjects.describe("Jobs that may change it: those of its environment, which admits protected branches only."),
        }),
        { error: "a list of objects of stack, subjects" },
      )
      .max(50, "at most 50 stacks")
      .default([])
      .describe("Jobs that bring stores up; each store has a role of its own."),
    state: z
      .strictObject({
        bucketArn: z
          .string({ error: bucketExpected })
          .regex(/^arn:aws:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, bucketExpected)
          .describe("Where the state of stacks lies (PULUMI_BACKEND_URL)."),
        keyArn: z
          .string({ error: keyExpected })
          .regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, keyExpected)
          .optional()
          .describe("The key of that bucket, and of the secrets in it. Default: AWS's own."),
      })
      .optional()
      .describe("Pulumi's state, where it is in a bucket. Default: it is elsewhere, in Pulumi Cloud for one."),
  })
  .optional()
  .describe("Roles that CI takes with a token of each job. There are no keys that last. Default: none.");

/** What is wrong with `ci` beyond its shape. */
export function ciFaults({ ci: settings, accountId }: Pick<AccountSettings, "ci" | "accountId">): string[] {
  if (!settings) return [];
  const { issuer, providerArn, preview, deploy } = settings;
  const deployed = deploy.flatMap(({ stack, subjects: list }, i) => [
    ...(deploy.findIndex((other) => other.stack === stack) < i
      ? [fault(`ci.deploy[${i}].stack`, stack, "a stack that is not there already")]
      : []),
    ...list.flatMap((text, j) => deployFaults(`ci.deploy[${i}].subjects[${j}]`, text, issuer, preview)),
  ]);
  const host = issuer.slice("https://".length);
  const provider =
    providerArn &&
    !(providerArn.endsWith(`:oidc-provider/${host}`) && providerArn.split(":")[4] === (accountId ?? providerArn.split(":")[4]))
      ? [fault("ci.providerArn", providerArn, `this account's provider of ${issuer}`)]
      : [];
  const looked = preview.flatMap((text, i) => githubFaults(`ci.preview[${i}]`, text, issuer));
  const long = [
    { path: "ci.preview", list: preview },
    ...deploy.map((one, i) => ({ path: `ci.deploy[${i}].subjects`, list: one.subjects })),
  ];
  return [...provider, ...looked, ...deployed, ...long.flatMap(({ path, list }) => trustFaults(path, list, settings))];
}

/**
 * The longest trust policy of a role, and what ours takes beside issuer, audience and subjects, in characters
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 */
const trust = { longest: 2048, fixed: 520 } as const;

/** IAM refuses a role with too long a list; the issuer is in its trust three times. */
function trustFaults(path: string, list: readonly string[], { issuer, audience }: NonNullable<AccountSettings["ci"]>): string[] {
  const most = trust.longest - trust.fixed - 3 * issuer.length - audience.length;
  const got = list.reduce((sum, text) => sum + text.length + '"",'.length, 0);
  return got <= most ? [] : [fault(path, `${got} characters`, `at most ${most} together, since a role's trust holds ${trust.longest}`)];
}

/** GitHub's subjects begin with the repository (docs.github.com/en/actions/reference/security/oidc). */
function githubFaults(path: string, text: string, issuer: string): string[] {
  return issuer !== github || /^repo:[^:/]+\/[^:/]+:.+$/.test(text) ? [] : [fault(path, text, "repo:<owner>/<repository>: and what of it")];
}

/** A deployment comes from an environment, or from a branch: never from what anybody can propose. */
function deployFaults(path: string, text: string, issuer: string, preview: readonly string[]): string[] {
  const wrong = githubFaults(path, text, issuer);
  if (wrong.length > 0) return wrong;
  if (issuer === github && !/^repo:[^:]+:(environment:.+|ref:refs\/heads\/.+)$/.test(text))
    return [fault(path, text, "a subject that ends with environment:<name> or ref:refs/heads/<branch>")];
  return preview.includes(text) ? [fault(path, text, "a subject that is not in ci.preview: who may look may not change")] : [];
}
