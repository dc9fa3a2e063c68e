import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import { GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import { paginateListSubscriptionsByTopic } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { parse } from "yaml";
import { isRecord } from "../../domain/values.ts";
import type { Project } from "../offline/project.ts";
import { type Answer, ask, look } from "./ask.ts";
import type { Clients } from "./clients.ts";
import type { Caller, Facts, State } from "./facts.ts";

/** Reads whose credentials these are. */
export async function readCaller({ sts }: Clients): Promise<Answer<Caller>> {
  return await ask("sts:GetCallerIdentity", async () => {
    const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return { accountId: Account, arn: Arn };
  });
}

/** Whether the Region is switched on for the account. */
export async function readRegion(region: string, { ec2 }: Clients): Promise<Answer<boolean>> {
  return await ask("ec2:DescribeRegions", async () => {
    const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
    return Regions.some(({ RegionName, OptInStatus }) => RegionName === region && OptInStatus !== "not-opted-in");
  });
}

/** Reads which contacts have confirmed their subscription to a stack's topic. */
export async function readContacts(topicArn: string, { sns: client }: Clients): Promise<Facts["contacts"]> {
  return await look("sns:ListSubscriptionsByTopic", /NotFound/, async () => {
    const confirmed: Record<string, boolean> = {};
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn }))
      for (const { Endpoint = "", SubscriptionArn = "" } of Subscriptions) confirmed[Endpoint] = SubscriptionArn.startsWith("arn:");
    return confirmed;
  });
}

/** Reads where Pulumi's state is and how its secrets are sealed, from environment and stack file. No state is opened. */
export async function readState(project: Project, stack: string, { s3 }: Clients): Promise<State> {
  const { PULUMI_BACKEND_URL: backend, PULUMI_CONFIG_PASSPHRASE, PULUMI_CONFIG_PASSPHRASE_FILE } = process.env;
  const file: unknown = parse(readFileSync(join(project.stacks, `Pulumi.${stack}.yaml`), "utf8"));
  const provider = isRecord(file) && typeof file.secretsprovider === "string" && file.secretsprovider !== "passphrase";
  const sealed = provider || PULUMI_CONFIG_PASSPHRASE !== undefined || PULUMI_CONFIG_PASSPHRASE_FILE !== undefined;
  const Bucket = /^s3:\/\/([^/?]+)/.exec(backend ?? "")?.[1];
  if (Bucket === undefined) return { backend, sealed };
  const versioning = await look("s3:GetBucketVersioning", /^(NotFound|NoSuchBucket)$/, () =>
    s3.send(new GetBucketVersioningCommand({ Bucket })),
  );
  const bucket =
    "known" in versioning
      ? { known: { there: versioning.known !== undefined, versioned: versioning.known?.Status === "Enabled" } }
      : versioning;
  return { backend, sealed, bucket };
}
