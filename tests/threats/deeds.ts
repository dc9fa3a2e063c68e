import { covers } from "../../domain/iam/glob.ts";
import { actionsOn, type KnownAction } from "./actions.ts";
import type { Being } from "./actors.ts";
import { asksFor, may, type Question } from "./ask.ts";
import { type Asset, type Effect, effects, type Target } from "./assets.ts";
import { account, accountId, region } from "./names.ts";
import type { World } from "./world.ts";

/** One call that someone may make on a part of an asset. */
export interface Deed {
  readonly asset: string;
  readonly effect: Effect | "unknown";
  readonly action: string;
  readonly target: Target;
}

/** What someone may do to the parts of an asset, and what of it no one has said the effect of. */
export async function deedsOn(asset: Asset, world: World, who: Being): Promise<Deed[]> {
  const found: Deed[] = [];
  for (const target of asset.of(world))
    for (const arn of target.arns)
      for (const known of await candidates(target, arn)) {
        const effect = effectOf(asset, known, who, target);
        if (effect !== undefined && (await isPossible(asset, effect, world, who, { ...target, arns: [arn] }, known.action)))
          found.push({ asset: asset.name, effect, action: known.action, target });
      }
  return found;
}

const namedBy = new Map<string, Promise<KnownAction[]>>();

/** The actions that an ARN can be named in. */
function candidates({ also = [] }: Target, arn: string): Promise<KnownAction[]> {
  const services = [arn.split(":")[2] ?? "", ...also];
  const known = namedBy.get(arn) ?? Promise.all(services.map((service) => actionsOn(service, arn))).then((lists) => lists.flat());
  namedBy.set(arn, known);
  return known;
}

/** Undefined where it does not matter: names and settings are no secret, and whose a thing is its own people may say. */
function effectOf(asset: Asset, { action, level }: KnownAction, who: Being, { thing }: Target): Deed["effect"] | undefined {
  if (level.includes("Tagging")) return who.stack === thing.stack || who.stack === account ? undefined : "changes";
  const writes = /Write|Permissions/.test(level);
  for (const effect of effects.toReversed()) if ((writes || effect === "reads") && isIn(asset[effect], action)) return effect;
  return level.includes("List") || isIn(asset.harmless, action) || isIn(harmless, action) ? undefined : "unknown";
}

/** What shows how something is set up. */
const harmless = "*:Describe* *:List* *:Get*Policy *:Get*Configuration *:Get*Config *:Get*Attributes *:Get*Settings *:Get*Tagging";

const isIn = (patterns: string | undefined, action: string): boolean =>
  patterns?.split(" ").some((pattern) => covers(pattern, action)) ?? false;

async function isPossible(
  asset: Asset,
  effect: Deed["effect"],
  world: World,
  who: Being,
  target: Target,
  action: string,
): Promise<boolean> {
  const [arn = ""] = target.arns;
  const policy = world.resourcePolicies.get(target.thing.arn);
  const question = { action, arn, context: contextOf(target, world), ...(policy !== undefined && { policy }) };
  if (!(await chosen(who, question))) return false;
  // Anyone who takes a thing over or copies it asks for no key there.
  return (
    effect !== "reads" ||
    asset.underKey === undefined ||
    !/:(Get|BatchGet)/.test(action) ||
    (await decrypts(asset.underKey, world, who, target))
  );
}

/** With tags that anyone who calls sends along, or without. */
export async function chosen(who: Being, question: Question): Promise<boolean> {
  if (await may(who, question)) return true;
  const sent = { "aws:RequestTag/stack": who.stack, "kms:ScheduleKeyDeletionPendingWindowInDays": "30" };
  const asked = asksFor(who, question.action, Object.keys(sent)) || question.action.startsWith("kms:");
  return asked && (await may(who, { ...question, context: { ...question.context, ...sent } }));
}

/** What AWS says of a thing: the tags that its stack gave it. */
function contextOf({ thing, context = {} }: Target, world: World): Record<string, string> {
  const role = world.roles.find(({ arn }) => arn === thing.arn);
  return {
    "aws:ResourceAccount": accountId,
    "s3:ResourceAccount": accountId,
    ...(thing.type === "aws:kms/key:Key" && { "kms:ResourceAliases": aliasOf(world, thing.name, thing.stack) }),
    "aws:ResourceTag/stack": thing.stack,
    "aws:ResourceTag/project": "xcart-hosting",
    ...(role?.boundaryArn !== undefined && { "iam:PermissionsBoundary": role.boundaryArn }),
    ...context,
  };
}

/** The names under which services have a key's use written down, by the part of the key's policy that asks for it. */
const contexts: Readonly<Record<string, string>> = { s3: "aws:s3:arn", secretsmanager: "SecretARN", ssm: "PARAMETER_ARN" };

/** Whether some key of the thing's stack decrypts it for him, through the service. */
async function decrypts(service: string, world: World, who: Being, { thing, arns }: Target): Promise<boolean> {
  const keys = world.things.filter(
    ({ type, stack, name }) => type === "aws:kms/key:Key" && stack === thing.stack && /data|archive|state-key/.test(name),
  );
  // Of a stack that is not previewed no one knows the key: then it is no hindrance.
  if (keys.length === 0) return true;
  for (const key of keys) {
    const context = {
      "aws:ResourceTag/stack": key.stack,
      "kms:ViaService": `${service}.${region}.amazonaws.com`,
      "kms:CallerAccount": accountId,
      [`kms:EncryptionContext:${contexts[service]}`]: arns[0] ?? thing.arn,
      "kms:ResourceAliases": aliasOf(world, key.name, key.stack),
    };
    if (await may(who, { action: "kms:Decrypt", arn: key.arn, context, policy: world.resourcePolicies.get(key.arn) })) return true;
  }
  return false;
}

function aliasOf({ made }: World, key: string, stack: string): string {
  const alias = made[stack]?.find(({ type, name }) => type === "aws:kms/alias:Alias" && name === key);
  return String(alias?.inputs.name);
}
