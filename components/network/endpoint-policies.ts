import { type Input, jsonStringify, type Output } from "@pulumi/pulumi";
import { awsBuckets } from "../../domain/defaults/aws-buckets.ts";
import type { Region } from "../../domain/defaults/regions.ts";

/** The account and Region of endpoints. */
export interface EndpointOwner {
  readonly region: Region;
  readonly accountId: Input<string>;
}

const anyone = { Effect: "Allow", Principal: { AWS: "*" } };

/**
 * Admits this account's principals to this account's resources (PCI DSS 1.3.1: no other account's credentials work through it, and ours
 * reach no other account's secrets, keys, logs or roles). A call that names no resource, such as those of the agents' channels, carries no
 * account of one: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount.
 */
export function endpointPolicy(service: string, { region, accountId }: EndpointOwner): Output<string> {
  const ours = { "aws:PrincipalAccount": accountId };
  const own = {
    Sid: "OwnResources",
    ...anyone,
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: ours, StringEqualsIfExists: { "aws:ResourceAccount": accountId } },
  };
  // The agent reads AWS's documents (AWS-RunPatchBaseline) and public parameters, whose ARNs have no account.
  const ofAws = {
    Sid: "DocumentsOfAws",
    ...anyone,
    Action: ["ssm:Describe*", "ssm:Get*", "ssm:List*"],
    Resource: [`arn:aws:ssm:${region}::document/*`, `arn:aws:ssm:${region}::parameter/aws/*`],
    Condition: { StringEquals: ours },
  };
  return jsonStringify({ Version: "2012-10-17", Statement: [own, ...(service === "ssm" ? [ofAws] : [])] });
}

/**
 * Admits this account to its own buckets of some names, and every caller to read AWS's package buckets (dnf does not sign its requests). A
 * name alone is no proof: any account can make a bucket whose name begins like ours.
 */
export function s3Policy({ region, accountId, buckets }: EndpointOwner & { readonly buckets: readonly string[] }): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OwnBuckets",
        ...anyone,
        Action: "s3:*",
        Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}`),
        Condition: { StringEquals: { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId } },
      },
      {
        Sid: "PackagesOfAws",
        ...anyone,
        Action: ["s3:GetObject"],
        Resource: awsBuckets(region).map((bucket) => `arn:aws:s3:::${bucket}/*`),
      },
    ],
  });
}
