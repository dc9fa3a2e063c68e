/** Calls that make a resource of another name than their own: `AllocateAddress` makes an Elastic IP address. */
const others: Readonly<Record<string, readonly string[]>> = {
  "acm:ImportCertificate": ["certificate"],
  "rds:CreateBlueGreenDeployment": ["deployment"],
  "ec2:AllocateAddress": ["elastic-ip"],
  "ec2:CreateFlowLogs": ["vpc-flow-log"],
  "ec2:CreateNatGateway": ["natgateway"],
  "ec2:RunInstances": ["instance", "network-interface", "volume"],
  "route53resolver:AssociateFirewallRuleGroup": ["firewall-rule-group-association"],
  "secretsmanager:CreateSecret": ["secret"],
  "ses:CreateEmailIdentity": ["identity"],
};

/** `FirewallRuleGroup` as ARNs have it, `firewall-rule-group`. */
const kebab = (noun: string): string => noun.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();

/** Whether a call makes a resource, which so has no tags yet when IAM is asked, instead of acting on one that is there. */
export function makes(action: string, arn: string): boolean {
  const kind = /^(?:[^:]*:){5}([\w-]+)/.exec(arn)?.[1] ?? "";
  const listed = others[action];
  if (listed) return listed.includes(kind);
  const noun = /:Create(\w+)$/.exec(action)?.[1];
  return noun !== undefined && kebab(noun) === kind;
}

/** Whether what an ARN names cannot be tagged, or has another account's tags: a network's DNS settings, an image of Amazon's. */
export const hasNoTags = (arn: string): boolean => /:firewall-config\/|::image\//.test(arn);

/**
 * The action by which each service's things are given tags while they are made, which AWS asks for beside the call itself. For services that
 * tell their things by ids; those that tell them by names let a role tag by the name.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html, and each service's page on tags
 */
const tagging: Readonly<Record<string, string>> = {
  acm: "AddTagsToCertificate",
  backup: "TagResource",
  "cognito-idp": "TagResource",
  ec2: "CreateTags",
  elasticfilesystem: "TagResource",
  kms: "TagResource",
  route53resolver: "TagResource",
  ssm: "AddTagsToResource",
};

/** ARNs of what is made by calls that name no resource, after `arn:aws:<service>:{region}:{account}:`. */
const unnamed: Readonly<Record<string, string>> = {
  "cognito-idp:CreateUserPool": "userpool/*",
  "elasticfilesystem:CreateAccessPoint": "access-point/*",
  "elasticfilesystem:CreateFileSystem": "file-system/*",
  "kms:CreateKey": "key/*",
  "ssm:CreateMaintenanceWindow": "maintenancewindow/*",
  "ssm:CreatePatchBaseline": "patchbaseline/*",
};

/** Permissions to tag what a call makes, while it is made. */
export function taggedOnCreation(
  action: string,
  resources: readonly string[],
): { readonly action: string; readonly resources: readonly string[] }[] {
  const [service = ""] = action.split(":");
  const verb = tagging[service];
  if (verb === undefined || action === `${service}:${verb}`) return [];
  const rest = unnamed[action];
  const made = rest === undefined ? resources.filter((arn) => makes(action, arn)) : [`arn:aws:${service}:{region}:{account}:${rest}`];
  return made.length === 0 ? [] : [{ action: `${service}:${verb}`, resources: made }];
}
