import { type Input, interpolate, type Output, output } from "@pulumi/pulumi";
import {
  attachedPolicies,
  type DeployPermission,
  deployPermissions,
  linkedServices,
  rolesGoTo,
  type Told,
} from "../../domain/defaults/deploy.ts";
import { canaryBeginning } from "../../domain/defaults/payment-page.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/** Arguments for {@link deployPolicies}. */
export interface DeployArgs {
  readonly accountId: Input<string>;
  /** The store's stack: what it makes is named `<stack>-…`, and has the tag `stack`. */
  readonly stack: string;
  /** ARN of the boundary that each role it makes has to have. */
  readonly boundaryArn: Input<string>;
  /** Ids of the hosted zones that it writes. */
  readonly zones: readonly string[];
  /** Whether it makes its zone, whose id is not known beforehand: then it may write any zone. */
  readonly createsZone: boolean;
  /** Aliases of keys that have the account's tag, and that it uses all the same: of Pulumi's state. */
  readonly othersKeys: readonly string[];
}

/** The policies of a role that deploys one store, by name. */
export function deployPolicies(args: DeployArgs): Readonly<Record<string, readonly IamStatement[]>> {
  const permissions = Object.entries(deployPermissions).map(([name, list]): [string, IamStatement[]] => [name, statementsOn(list, args)]);
  return {
    ...Object.fromEntries(permissions),
    keys: [...ownKeys(args), ...ownZones(args)],
    identity: [...ownRoles(args), ...foreign(args)],
  };
}

/** The tag that the program gives all it makes. */
const tag = { ofResource: "aws:ResourceTag/stack", ofRequest: "aws:RequestTag/stack" } as const;

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The condition that holds for the store's own resources. */
function conditionOf(told: Told, stack: string): Condition {
  const none = { Null: { [tag.ofResource]: "true" } };
  const conditions: Readonly<Record<Told, Condition>> = {
    named: {},
    own: { StringEquals: { [tag.ofResource]: stack } },
    new: { StringEquals: { [tag.ofRequest]: stack }, ...none },
    untagged: none,
  };
  return conditions[told];
}

function statementsOn(permissions: readonly DeployPermission[], args: DeployArgs): IamStatement[] {
  const { stack } = args;
  const names = (service: string, actions: readonly string[]) => actions.map((action) => `${service}:${action}`);
  const scoped = permissions.map(({ service, on = service, actions, resources, told = "named", when = {} }, at) => {
    const condition = { ...conditionOf(told, stack), ...filledKeys(when, args) };
    const places = resources.map((rest) => filled(`arn:aws:${on}:${rest}`, args));
    const made = Object.keys(condition).length > 0 ? condition : undefined;
    return actions.length > 0 ? [allow(`${sid(service)}${sid(told)}${at}`, names(service, actions), places, made)] : [];
  });
  const making = permissions.flatMap(({ service, making: actions = [], when = {} }, at) => {
    const condition = { StringEquals: { [tag.ofRequest]: stack }, ...filledKeys(when, args) };
    return actions.length > 0 ? [allow(`${sid(service)}Making${at}`, names(service, actions), "*", condition)] : [];
  });
  const anywhere = permissions.flatMap(({ service, anywhere: actions = [] }) => names(service, actions));
  return [...scoped.flat(), ...making, ...(anywhere.length > 0 ? [allow("WithoutResource", anywhere, "*")] : [])];
}

/** A condition's values with the stack and the account in them. */
function filledKeys(when: NonNullable<DeployPermission["when"]>, args: DeployArgs) {
  const values = (keys: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, filled(value, args)]));
  return Object.fromEntries(Object.entries(when).map(([operator, keys]) => [operator, values(keys)]));
}

const filled = (pattern: string, { accountId, stack }: DeployArgs): Output<string> =>
  output(accountId).apply((account) =>
    pattern.replaceAll("{stack}", stack).replaceAll("{canary}", canaryBeginning(stack)).replaceAll("{account}", account),
  );

const sid = (text: string): string => text.replace(/(^|-)(\w)/g, (_, _dash: string, letter: string) => letter.toUpperCase());

/**
 * Keys have ids, so they are recognised by their tag. The deploying role makes keys and uses them through services; only the break-glass role
 * changes a key's policy or deletes a key, as the keys' own policies say (components/keys/policy.ts).
 */
function ownKeys({ accountId, stack }: DeployArgs): IamStatement[] {
  const key = interpolate`arn:aws:kms:*:${accountId}:key/*`;
  const kms = (actions: string) => actions.split(" ").map((action) => `kms:${action}`);
  const own =
    "CancelKeyDeletion CreateAlias CreateGrant Decrypt DeleteAlias EnableKey EnableKeyRotation Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext RetireGrant TagResource UntagResource UpdateAlias UpdateKeyDescription";
  return [
    allow("NewKeys", ["kms:CreateKey"], "*", { StringEquals: { [tag.ofRequest]: stack } }),
    allow("NewKeysTags", ["kms:TagResource"], key, withoutAlias(conditionOf("new", stack))),
    allow("OwnKeys", kms(own), key, conditionOf("own", stack)),
    allow("ReadKeys", kms("Describe* Get* List*"), key),
    allow("Aliases", kms("CreateAlias DeleteAlias UpdateAlias"), interpolate`arn:aws:kms:*:${accountId}:alias/${stack}-*`),
    allow("ListKeys", kms("ListAliases ListKeys"), "*"),
  ];
}

/** Without an alias, as a key that has just been made; a key in other use has one, whether or not it has our tag. */
const withoutAlias = (condition: Condition): Condition => ({ ...condition, Null: { ...condition.Null, "kms:ResourceAliases": "true" } });

/** Hosted zones have ids and know no tags: by those that the settings name. */
function ownZones({ zones, createsZone }: DeployArgs): IamStatement[] {
  const route53 = (actions: string) => actions.split(" ").map((action) => `route53:${action}`);
  const any = "arn:aws:route53:::hostedzone/*";
  const own = createsZone ? [any] : zones.map((id) => `arn:aws:route53:::hostedzone/${id}`);
  return [
    allow(
      "ReadZones",
      route53("Get* List*"),
      ["change", "hostedzone", "queryloggingconfig"].map((kind) => `arn:aws:route53:::${kind}/*`),
    ),
    allow("ListZones", route53("ListHostedZones ListHostedZonesByName"), "*"),
    // Names of interface endpoints, in zones of AWS's own: a public zone takes no network.
    allow("PrivateZones", route53("AssociateVPCWithHostedZone DisassociateVPCFromHostedZone"), any),
    ...(own.length > 0 ? [allow("OwnZones", route53("Change* CreateQueryLoggingConfig DeleteHostedZone Update*"), own)] : []),
    ...(createsZone
      ? [
          allow("NewZones", route53("CreateHostedZone"), "*"),
          allow("NewZonesLogs", route53("DeleteQueryLoggingConfig"), "arn:aws:route53:::queryloggingconfig/*"),
        ]
      : []),
  ];
}

/** Roles of the store alone, none without the boundary, and with policies of the store's or those of AWS's that a store needs. */
function ownRoles({ accountId, stack, boundaryArn }: DeployArgs): IamStatement[] {
  const iam = (kind: string) => interpolate`arn:aws:iam::${accountId}:${kind}/${stack}-*`;
  const may = (sid: string, actions: string, resource: unknown, condition?: unknown): IamStatement => {
    const iamActions = actions.split(" ").map((action) => `iam:${action}`);
    return allow(sid, iamActions, resource, condition);
  };
  const ownLinkedRole = interpolate`arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_${stack}`;
  const bounded = { StringEquals: { "iam:PermissionsBoundary": boundaryArn } };
  return [
    may("BoundedRoles", "CreateRole PutRolePermissionsBoundary", iam("role"), bounded),
    may("BoundedRolesPolicies", "AttachRolePolicy", iam("role"), {
      ...bounded,
      ArnLike: { "iam:PolicyARN": [iam("policy"), ...attachedPolicies] },
    }),
    may(
      "Roles",
      "DeleteRole DetachRolePolicy Get* List* TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription",
      iam("role"),
    ),
    may(
      "Policies",
      "CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion Get* List* SetDefaultPolicyVersion TagPolicy UntagPolicy",
      iam("policy"),
    ),
    may(
      "Profiles",
      "AddRoleToInstanceProfile CreateInstanceProfile DeleteInstanceProfile Get* RemoveRoleFromInstanceProfile TagInstanceProfile UntagInstanceProfile",
      iam("instance-profile"),
    ),
    may("HandOver", "PassRole", iam("role"), { StringEquals: { "iam:PassedToService": rolesGoTo } }),
    may("LinkedRoles", "CreateServiceLinkedRole", interpolate`arn:aws:iam::${accountId}:role/aws-service-role/*`, {
      StringEquals: { "iam:AWSServiceName": linkedServices },
    }),
    // A role for each group of nodes, with the stack's name as its suffix: made and tagged by the program, handed to the group.
    may("OwnLinkedRole", "DeleteServiceLinkedRole TagRole UntagRole UpdateRole", ownLinkedRole),
    may("HandOverOwnLinkedRole", "PassRole", ownLinkedRole, { StringEquals: { "iam:PassedToService": "autoscaling.amazonaws.com" } }),
    may("ReadLinkedRoles", "GetRole GetServiceLinkedRoleDeletionStatus", interpolate`arn:aws:iam::${accountId}:role/aws-service-role/*`),
  ];
}

/**
 * Refused whatever the rest says: to act on what has another stack's tag, but for the keys of Pulumi's state, or to give another stack's tag
 * to anything.
 */
function foreign({ stack, othersKeys }: DeployArgs): IamStatement[] {
  const but: Condition = othersKeys.length > 0 ? { "ForAllValues:StringNotEquals": { "kms:ResourceAliases": othersKeys } } : {};
  const refused = (what: string, key: string, more: Condition): IamStatement => ({
    Sid: `Foreign${what}`,
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { StringNotEquals: { [key]: stack }, Null: { [key]: "false" }, ...more },
  });
  return [refused("Things", tag.ofResource, but), refused("Tags", tag.ofRequest, {})];
}
