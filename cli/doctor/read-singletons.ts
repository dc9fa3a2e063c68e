import { paginateListAnalyzers } from "@aws-sdk/client-accessanalyzer";
import { DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeConfigurationRecordersCommand, DescribeDeliveryChannelsCommand } from "@aws-sdk/client-config-service";
import { GetAnomalyMonitorsCommand } from "@aws-sdk/client-cost-explorer";
import { GetAdministratorAccountCommand, GetDetectorCommand, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { GetOpenIDConnectProviderCommand, GetRoleCommand, type Tag } from "@aws-sdk/client-iam";
import { GetDelegatedAdminAccountCommand } from "@aws-sdk/client-inspector2";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { DescribeHubCommand, GetAdministratorAccountCommand as HubAdministratorCommand } from "@aws-sdk/client-securityhub";
import { DescribeDocumentCommand, ListTagsForResourceCommand } from "@aws-sdk/client-ssm";
import { configRole } from "../../domain/defaults/config-rules.ts";
import { sessionPreferences } from "../../domain/defaults/staff.ts";
import { type Answer, ask, look } from "./ask.ts";
import type { Clients } from "./clients.ts";
import type { Single, Singletons } from "./facts.ts";

/** The stack and account whose singletons are read. */
export interface Looked {
  readonly stack: string;
  readonly accountId: string;
  /** Issuer of CI's tokens, without `https://`. @default - there is no CI */
  readonly issuer?: string | undefined;
}

/** Reads what the account has of what can be there once only. */
export async function readSingletons(looked: Looked, clients: Clients): Promise<Singletons> {
  const [begun, detector, recorder, hub, configRole, tokens, sessions, monitor, analyzer, trail, administrators] = await Promise.all([
    begunOf(looked, clients),
    detectorOf(clients),
    recorderOf(looked, clients),
    hubOf(clients),
    configRoleOf(clients),
    tokensOf(looked, clients),
    sessionsOf(clients),
    monitorOf(looked, clients),
    analyzerOf(clients),
    organisationTrail(clients),
    administratorsOf(looked, clients),
  ]);
  return { begun, detector, recorder, hub, configRole, tokens, sessions, monitor, analyzer, trail, administrators };
}

async function administratorsOf(looked: Looked, clients: Clients): Promise<Singletons["administrators"]> {
  const [guardDuty, securityHub, inspector] = await Promise.all([
    detectorAdministrator(clients),
    hubAdministrator(clients),
    inspectorAdministrator(looked, clients),
  ]);
  return { guardDuty, securityHub, inspector };
}

type Found = Promise<Answer<Single | undefined>>;

const stackIn = (tags: readonly Tag[] = []) => tags.find(({ Key }) => Key === "stack")?.Value;

async function detectorOf({ guardDuty }: Clients): Found {
  const list = await ask("guardduty:ListDetectors", () => guardDuty.send(new ListDetectorsCommand({})));
  if (!("known" in list)) return list;
  const [id] = list.known.DetectorIds ?? [];
  if (id === undefined) return { known: undefined };
  return await ask("guardduty:GetDetector", async () => {
    const { Tags } = await guardDuty.send(new GetDetectorCommand({ DetectorId: id }));
    return { id, stack: Tags?.stack };
  });
}

async function begunOf({ stack, accountId }: Looked, { s3 }: Clients): Promise<Answer<boolean>> {
  const Bucket = `${stack}-log-archive-${accountId}`;
  const found = await look("s3:ListBucket", /^(NotFound|NoSuchBucket)$/, () => s3.send(new HeadBucketCommand({ Bucket })));
  return "known" in found ? { known: found.known !== undefined } : found;
}

/** A recorder has no tags in its answer; its channel delivers to a bucket that bears the stack's name. */
async function recorderOf({ stack }: Looked, { config }: Clients): Found {
  const recorders = await ask("config:DescribeConfigurationRecorders", () => config.send(new DescribeConfigurationRecordersCommand({})));
  if (!("known" in recorders)) return recorders;
  const id = recorders.known.ConfigurationRecorders?.[0]?.name;
  if (id === undefined) return { known: undefined };
  return await ask("config:DescribeDeliveryChannels", async () => {
    const { DeliveryChannels: [channel] = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
    return { id, ...(channel?.s3BucketName?.startsWith(`${stack}-`) && { stack }) };
  });
}

async function hubOf({ securityHub }: Clients): Found {
  return await look("securityhub:DescribeHub", /InvalidAccess|ResourceNotFound/, async () => {
    const { HubArn } = await securityHub.send(new DescribeHubCommand({}));
    return HubArn === undefined ? undefined : { id: HubArn.split(":")[4] ?? "" };
  });
}

async function configRoleOf({ iam }: Clients): Found {
  return await look("iam:GetRole", /NoSuchEntity/, async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: configRole.split("/").at(-1) }));
    return Role && { id: Role.Arn ?? "", stack: stackIn(Role.Tags) };
  });
}

async function tokensOf({ accountId, issuer }: Looked, { iam }: Clients): Found {
  if (issuer === undefined) return { known: undefined };
  const id = `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
  return await look("iam:GetOpenIDConnectProvider", /NoSuchEntity/, async () => {
    const { Tags } = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: id }));
    return { id, stack: stackIn(Tags) };
  });
}

async function sessionsOf({ ssm }: Clients): Found {
  const document = await look("ssm:DescribeDocument", /InvalidDocument$|NotFound/, () =>
    ssm.send(new DescribeDocumentCommand({ Name: sessionPreferences })),
  );
  if (!("known" in document) || document.known === undefined) return "known" in document ? { known: undefined } : document;
  return await ask("ssm:ListTagsForResource", async () => {
    const { TagList } = await ssm.send(new ListTagsForResourceCommand({ ResourceType: "Document", ResourceId: sessionPreferences }));
    return { id: sessionPreferences, stack: TagList?.find(({ Key }) => Key === "stack")?.Value };
  });
}

async function monitorOf({ stack }: Looked, { costs }: Clients): Found {
  return await ask("ce:GetAnomalyMonitors", async () => {
    const { AnomalyMonitors = [] } = await costs.send(new GetAnomalyMonitorsCommand({}));
    const found = AnomalyMonitors.find(
      ({ MonitorType, MonitorDimension }) => MonitorType === "DIMENSIONAL" && MonitorDimension === "SERVICE",
    );
    return found && { id: found.MonitorArn ?? "", ...(found.MonitorName === `${stack}-spending` && { stack }) };
  });
}

async function analyzerOf({ accessAnalyzer: client }: Clients): Found {
  return await ask("access-analyzer:ListAnalyzers", async () => {
    for await (const { analyzers = [] } of paginateListAnalyzers({ client }, { type: "ACCOUNT" }))
      for (const { name = "", tags } of analyzers) return { id: name, stack: tags?.stack };
    return undefined;
  });
}

async function organisationTrail({ cloudTrail }: Clients): Found {
  return await ask("cloudtrail:DescribeTrails", async () => {
    const { trailList = [] } = await cloudTrail.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    const found = trailList.find(({ IsOrganizationTrail }) => IsOrganizationTrail);
    return found && { id: found.TrailARN ?? "" };
  });
}

async function detectorAdministrator(clients: Clients): Promise<Answer<string | undefined>> {
  const detector = await detectorOf(clients);
  if (!("known" in detector)) return detector;
  const DetectorId = detector.known?.id;
  if (DetectorId === undefined) return { known: undefined };
  return await ask("guardduty:GetAdministratorAccount", async () => {
    const { Administrator } = await clients.guardDuty.send(new GetAdministratorAccountCommand({ DetectorId }));
    return Administrator?.AccountId;
  });
}

async function hubAdministrator({ securityHub }: Clients): Promise<Answer<string | undefined>> {
  return await look("securityhub:GetAdministratorAccount", /InvalidAccess|ResourceNotFound/, async () => {
    const { Administrator } = await securityHub.send(new HubAdministratorCommand({}));
    return Administrator?.AccountId;
  });
}

async function inspectorAdministrator({ accountId }: Looked, { inspector }: Clients): Promise<Answer<string | undefined>> {
  return await look("inspector2:GetDelegatedAdminAccount", /ResourceNotFound/, async () => {
    const { delegatedAdmin } = await inspector.send(new GetDelegatedAdminAccountCommand({}));
    return delegatedAdmin?.accountId === accountId ? undefined : delegatedAdmin?.accountId;
  });
}
