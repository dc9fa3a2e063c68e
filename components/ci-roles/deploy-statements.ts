import { type Input, interpolate, type Output } from "@pulumi/pulumi";
import { type DeployRight, deployRights, linkedServices, rolesGoTo } from "../../domain/defaults/deploy.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";

/** Whose deployment it is. */
export interface DeployArgs {
  readonly accountId: Input<string>;
  /** The store's stack: what it makes is named `<stack>-…`. */
  readonly stack: string;
  /** ARN of the boundary that each role it makes has to have. */
  readonly boundaryArn: Input<string>;
}

/** The policies of a role that deploys one store, by name. */
export function deployPolicies(args: DeployArgs): Readonly<Record<string, readonly IamStatement[]>> {
  const rights = Object.entries(deployRights).map(([name, list]): [string, IamStatement[]] => [name, rightsOn(list, args)]);
  return { ...Object.fromEntries(rights), keys: ownKeys(args), identity: ownRoles(args) };
}

function rightsOn(rights: readonly DeployRight[], { accountId, stack }: DeployArgs): IamStatement[] {
  const arnOf = (service: string, rest: string): Output<string> => {
    const [before = "", after] = rest.replaceAll("{stack}", stack).split("{account}");
    return after === undefined ? interpolate`arn:aws:${service}:${before}` : interpolate`arn:aws:${service}:${before}${accountId}${after}`;
  };
  const scoped = rights
    .filter(({ actions }) => actions.length > 0)
    .map(({ service, on = service, actions, resources }, at) => ({
      Sid: `${sid(service)}${at}`,
      Effect: "Allow",
      Action: actions.map((action) => `${service}:${action}`),
      Resource: resources.map((rest) => arnOf(on, rest)),
    }));
  const anywhere = rights.flatMap(({ service, anywhere: actions = [] }) => actions.map((action) => `${service}:${action}`));
  return [...scoped, { Sid: "WithoutResource", Effect: "Allow", Action: anywhere, Resource: "*" }];
}

const sid = (service: string): string => service.replace(/(^|-)(\w)/g, (_, _dash: string, letter: string) => letter.toUpperCase());

/** Keys have ids, so they are told by the tag that the program gives all it makes. */
function ownKeys({ accountId, stack }: DeployArgs): IamStatement[] {
  const key = interpolate`arn:aws:kms:*:${accountId}:key/*`;
  const ours = { StringEquals: { "aws:ResourceTag/stack": stack } };
  return [
    {
      Sid: "NewKeys",
      Effect: "Allow",
      Action: "kms:CreateKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestTag/stack": stack } },
    },
    {
      Sid: "NewKeysTags",
      Effect: "Allow",
      Action: "kms:TagResource",
      Resource: key,
      Condition: { StringEquals: { "aws:RequestTag/stack": stack } },
    },
    {
      Sid: "OwnKeys",
      Effect: "Allow",
      Action: [
        ..."CancelKeyDeletion CreateAlias CreateGrant Decrypt DeleteAlias EnableKey EnableKeyRotation Encrypt GenerateDataKey".split(" "),
        ..."GenerateDataKeyWithoutPlaintext PutKeyPolicy RetireGrant ScheduleKeyDeletion TagResource UntagResource UpdateAlias UpdateKeyDescription".split(
          " ",
        ),
      ].map((action) => `kms:${action}`),
      Resource: key,
      Condition: ours,
    },
    { Sid: "ReadKeys", Effect: "Allow", Action: ["kms:Describe*", "kms:Get*", "kms:List*"], Resource: key },
    {
      Sid: "Aliases",
      Effect: "Allow",
      Action: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: interpolate`arn:aws:kms:*:${accountId}:alias/${stack}-*`,
    },
    { Sid: "ListKeys", Effect: "Allow", Action: ["kms:ListAliases", "kms:ListKeys"], Resource: "*" },
  ];
}

/** Roles of the store alone, none without the boundary: a deployment cannot make anybody who may more than it may itself. */
function ownRoles({ accountId, stack, boundaryArn }: DeployArgs): IamStatement[] {
  const iam = (kind: string) => interpolate`arn:aws:iam::${accountId}:${kind}/${stack}-*`;
  const may = (sid: string, actions: string, resource: unknown, condition?: unknown): IamStatement => {
    const iamActions = actions.split(" ").map((action) => `iam:${action}`);
    return allow(sid, iamActions, resource, condition);
  };
  const ownLinkedRole = interpolate`arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_${stack}`;
  return [
    may("BoundedRoles", "AttachRolePolicy CreateRole PutRolePermissionsBoundary", iam("role"), {
      StringEquals: { "iam:PermissionsBoundary": boundaryArn },
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
