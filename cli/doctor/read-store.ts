import { GetPolicyCommand } from "@aws-sdk/client-iam";
import { GetHostedZoneCommand, ListHostedZonesByNameCommand } from "@aws-sdk/client-route-53";
import { HeadBucketCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { releaseKeys, releasesPrefix } from "../../components/xcart-release/automation.ts";
import { newestImageParameter } from "../../domain/defaults/patching.ts";
import { judgeImage, type Verdict } from "../../domain/images.ts";
import { imageFacts } from "../../functions/patch-window/aws/images.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { type Answer, ask, look } from "./ask.ts";
import type { Clients } from "./clients.ts";
import type { Bucket, StoreFacts } from "./facts.ts";
import type { NameServers } from "./resolver.ts";

/** Reads what a store refers to, and what it needs beside `pulumi up`. */
export async function readStore(
  settings: StoreSettings,
  accountId: string,
  { clients, nameServers }: { readonly clients: Clients; readonly nameServers: NameServers },
): Promise<StoreFacts> {
  const { account, dns, stack, region, web } = settings;
  const [archive, boundary, zone, image, releases] = await Promise.all([
    account.stack === undefined ? undefined : archiveOf({ name: `${account.stack}-log-archive-${accountId}`, accountId, region }, clients),
    account.permissionsBoundary === undefined
      ? undefined
      : boundaryOf(`arn:aws:iam::${accountId}:policy/${account.permissionsBoundary}`, clients),
    zoneOf(dns, { clients, nameServers }),
    imageOf(web.image, clients),
    releasesOf(`${stack}-releases-${accountId}`, clients),
  ]);
  return { ...(archive && { archive }), ...(boundary && { boundary }), zone, image, releases };
}

interface Place {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
}

async function archiveOf({ name, accountId, region }: Place, { s3 }: Clients): Promise<Answer<Bucket>> {
  const found = await look("s3:ListBucket", /^(NotFound|NoSuchBucket)$/, () =>
    s3.send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: accountId })),
  );
  if (!("known" in found)) return found;
  if (!found.known) return { known: "missing" };
  return { known: (found.known.BucketRegion ?? region) === region ? "there" : "elsewhere" };
}

async function boundaryOf(PolicyArn: string, { iam }: Clients): Promise<Answer<boolean>> {
  const found = await look("iam:GetPolicy", /NoSuchEntity/, () => iam.send(new GetPolicyCommand({ PolicyArn })));
  return "known" in found ? { known: found.known !== undefined } : found;
}

async function zoneOf(
  { zone, zoneId }: StoreSettings["dns"],
  { clients, nameServers }: { readonly clients: Clients; readonly nameServers: NameServers },
): Promise<StoreFacts["zone"]> {
  const outside = nameServers(zone);
  const id = zoneId === undefined ? await publicZone(zone, clients) : { known: zoneId };
  const found = "known" in id ? id.known : undefined;
  const own =
    found === undefined
      ? { known: [] }
      : await ask("route53:GetHostedZone", async () => {
          const { DelegationSet } = await clients.route53.send(new GetHostedZoneCommand({ Id: found }));
          return DelegationSet?.NameServers ?? [];
        });
  return { id, own, outside: await outside };
}

async function publicZone(zone: string, { route53 }: Clients): Promise<Answer<string | undefined>> {
  return await ask("route53:ListHostedZonesByName", async () => {
    const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: zone }));
    const found = HostedZones.find(({ Name, Config }) => Name === `${zone}.` && !Config?.PrivateZone);
    return found?.Id?.split("/").at(-1);
  });
}

async function imageOf(image: string, { ec2, ssm }: Clients): Promise<Answer<Verdict>> {
  const id = image === "latest" ? await newestImage(ssm) : { known: image };
  if (!("known" in id)) return id;
  return await ask("ec2:DescribeImages", async () => judgeImage(id.known, await imageFacts(ec2, id.known)));
}

async function newestImage(ssm: Clients["ssm"]): Promise<Answer<string>> {
  return await ask("ssm:GetParameter", async () => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: newestImageParameter }));
    return Parameter?.Value ?? "";
  });
}

async function releasesOf(Bucket: string, { s3: client }: Clients): Promise<Answer<number | undefined>> {
  return await look("s3:ListBucket", /^(NotFound|NoSuchBucket)$/, async () => {
    const whole = new Set<string>();
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: releasesPrefix }))
      for (const { Key = "" } of Contents) {
        const release = Key.split("/")[1] ?? "";
        if (Key === releaseKeys(release).description) whole.add(release);
      }
    return whole.size;
  });
}
