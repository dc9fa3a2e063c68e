import { z } from "zod";
import { reason, storeStack } from "../fields.ts";

const subjectExpected = "a job's whole subject such as repo:shops/hosting:environment:shop-prod";

/** A token's claim `sub`, to the letter: with a wildcard, a well-chosen branch name would be enough. */
const subject = z
  .string({ error: subjectExpected })
  .max(255, "a subject of at most 255 characters")
  .regex(/^[^\s*?$]+$/, `${subjectExpected}, without wildcards`);

const subjects = z.array(subject, { error: "a list of subjects" }).min(1, "at least one subject").max(10, "at most 10 subjects");

const issuerExpected = "an OpenID Connect issuer such as https://token.actions.githubusercontent.com, without a slash at its end";

export const github = "https://token.actions.githubusercontent.com";

const zoneExpected = "a hosted zone's id such as Z0123456789ABCDEFGHIJ";

const stackExpected = "a store's stack such as shop-prod; account stacks hold CI's own roles and are deployed by people";

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
      .describe("The OpenID Connect issuer of the jobs' tokens."),
    audience: z
      .string({ error: "an audience such as sts.amazonaws.com" })
      .regex(/^[^\s*?$]{1,255}$/, "an audience such as sts.amazonaws.com")
      .default("sts.amazonaws.com")
      .describe("The audience of the tokens, their claim `aud`."),
    providerArn: z
      .string({ error: providerExpected })
      .regex(/^arn:aws:iam::\d{12}:oidc-provider\/[\w./-]+$/, providerExpected)
      .optional()
      .describe("The account's existing OpenID Connect provider of that issuer. Default: the stack makes one."),
    deploy: z
      .array(
        z.strictObject({
          stack: z.string({ error: stackExpected }).regex(storeStack, stackExpected).describe("The store's stack, in this account."),
          plan: subjects.describe(
            "Jobs that may plan: those of its environment for plans, `<stack>-plan`, which admits protected branches only. They read its state, including secrets.",
          ),
          subjects: subjects.describe("Jobs that may deploy: those of its environment, which admits protected branches only."),
          zones: z
            .array(z.string({ error: zoneExpected }).regex(/^Z[A-Z0-9]{5,31}$/, zoneExpected), { error: "a list of hosted zones' ids" })
            .max(20, "at most 20 zones")
            .default([])
            .describe("Ids of the hosted zones that the store writes: its own, and those of its certificate's names."),
          createsZone: z
            .strictObject(
              { relaxedBecause: reason.describe("Why the id of its zone cannot be named yet.") },
              { error: 'an object { relaxedBecause: "why" }' },
            )
            .optional()
            .describe(
              "Lets the store create or delete its zone, with the reason; since the zone's id is not known beforehand, the role may then write every zone of the account. Default: only those in zones.",
            ),
          reads: z
            .array(z.string({ error: stackExpected }).regex(storeStack, stackExpected), { error: "a list of stores' stacks" })
            .max(10, "at most 10 stacks")
            .default([])
            .describe("Stores of which it reads outputs, images and releases: those that make zones below its own, and its staging."),
        }),
        { error: "a list of objects of stack, plan, subjects" },
      )
      .max(50, "at most 50 stacks")
      .default([])
      .describe("Stores that CI deploys; each has roles of its own."),
    state: z
      .strictObject({
        create: z
          .literal(true, { error: "true, or no value" })
          .optional()
          .describe("The stack makes the bucket `<account>-pulumi-state-<account id>`, its key, and for each stack a key of its secrets."),
        bucketArn: z
          .string({ error: bucketExpected })
          .regex(/^arn:aws:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, bucketExpected)
          .optional()
          .describe("The bucket that holds the stacks' state (PULUMI_BACKEND_URL), if it exists already."),
        keyArn: z
          .string({ error: keyExpected })
          .regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, keyExpected)
          .optional()
          .describe("The key of that bucket, and of the secrets of all stacks in it. Default: AWS's own."),
      })
      .optional()
      .describe("Pulumi's state in a bucket. Default: elsewhere, such as in Pulumi Cloud."),
  })
  .optional()
  .describe("Roles that CI's jobs take with their tokens; there are no long-lived keys. Default: none.");
