import { all, type DeployPermission, inAccount } from "./permission.ts";

const made = "Address FlowLogs InternetGateway LaunchTemplate NatGateway NetworkAcl RouteTable SecurityGroup Subnet Tags Vpc VpcEndpoint";

/** Permissions to make and change a store's network, its load balancer and what guards it. */
export const networkPermissions: readonly DeployPermission[] = [
  {
    service: "ec2",
    told: "own",
    actions: [...all("Associate Attach Authorize Create Delete Detach Disassociate Modify Release Replace Revoke"), "RunInstances"],
    resources: inAccount,
    anywhere: ["Describe*"],
  },
  {
    service: "ec2",
    told: "new",
    actions: made.split(" ").map((noun) => (noun === "Address" ? "AllocateAddress" : `Create${noun}`)),
    resources: inAccount,
  },
  // A network's first ACL and group, network interfaces of shared files, what a launch template names and auto scaling starts.
  {
    service: "ec2",
    told: "untagged",
    actions: [
      ...["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "DeleteNetworkAclEntry"],
      ...["RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RunInstances"],
      ...["Create", "Delete"].map((verb) => `${verb}NetworkInterface`),
      "ModifyNetworkInterfaceAttribute",
    ],
    resources: [
      ...["instance", "network-acl", "network-interface", "security-group", "security-group-rule", "volume"].map(
        (kind) => `*:{account}:${kind}/*`,
      ),
      "*::image/*",
    ],
  },
  {
    service: "elasticloadbalancing",
    actions: all("Add Create Delete Deregister Modify Register Remove Set"),
    resources: ["listener/app", "listener-rule/app", "loadbalancer/app", "targetgroup"].map((kind) => `*:{account}:${kind}/{stack}-*`),
    anywhere: ["Describe*", "SetWebAcl"],
  },
  {
    service: "route53resolver",
    told: "own",
    actions: all("Associate Create Delete Disassociate Import Put Tag Untag Update"),
    resources: inAccount,
  },
  {
    service: "route53resolver",
    told: "new",
    actions: [
      "AssociateFirewallRuleGroup",
      "CreateFirewallDomainList",
      "CreateFirewallRuleGroup",
      "CreateResolverQueryLogConfig",
      "TagResource",
    ],
    resources: inAccount,
  },
  // A network's own settings of it, which cannot be tagged.
  { service: "route53resolver", told: "untagged", actions: ["UpdateFirewallConfig"], resources: ["*:{account}:firewall-config/*"] },
  {
    service: "route53resolver",
    actions: all("Get List"),
    resources: inAccount,
    anywhere: ["GetResolverQueryLogConfigAssociation"],
  },
  {
    service: "network-firewall",
    actions: all("Associate Create Delete Describe Disassociate List Put Tag Untag Update"),
    resources: ["firewall", "firewall-policy", "stateful-rulegroup"].map((kind) => `*:{account}:${kind}/{stack}-*`),
  },
  {
    service: "wafv2",
    actions: all("Associate Create Delete Disassociate Get List Put Tag Untag Update"),
    resources: ["ipset", "regexpatternset", "rulegroup", "webacl"].map((kind) => `*:{account}:regional/${kind}/{stack}-*`),
    anywhere: ["CheckCapacity"],
  },
  // Groups of rules that are AWS's, or sold by others.
  { service: "wafv2", actions: ["CreateWebACL", "UpdateWebACL"], resources: ["*:{account}:regional/managedruleset/*"] },
  {
    service: "wafv2",
    on: "elasticloadbalancing",
    actions: ["AssociateWebACL", "DisassociateWebACL", "GetWebACLForResource"],
    resources: ["*:{account}:loadbalancer/app/{stack}-*"],
  },
];

/** Permissions for certificates, a sign-in of staff, and mail. */
export const namesPermissions: readonly DeployPermission[] = [
  {
    service: "acm",
    told: "own",
    actions: all("Add Delete Get Import Remove Renew"),
    resources: ["*:{account}:certificate/*"],
    making: ["RequestCertificate"],
  },
  { service: "acm", told: "new", actions: ["AddTagsToCertificate", "ImportCertificate"], resources: ["*:{account}:certificate/*"] },
  { service: "acm", actions: all("Describe List"), resources: ["*:{account}:certificate/*"] },
  // For the authority amazon; by verbs of ACME alone, without reading a binding's key, which is the certificate function's to do.
  {
    service: "acm",
    told: "own",
    actions: [...all("CreateAcme DeleteAcme RevokeAcme UpdateAcme"), "TagResource", "UntagResource"],
    resources: ["*:{account}:acme-endpoint/*"],
    making: ["CreateAcmeEndpoint"],
  },
  {
    service: "acm",
    actions: [...all("DescribeAcme ListAcme"), "ListTagsForResource"],
    resources: ["*:{account}:acme-endpoint/*"],
  },
  { service: "acm", told: "new", actions: ["TagResource"], resources: ["*:{account}:acme-endpoint/*"] },
  {
    service: "cognito-idp",
    told: "own",
    actions: all("Admin Create Delete Get List Set Tag Untag Update"),
    resources: ["*:{account}:userpool/*"],
    making: ["CreateUserPool"],
  },
  { service: "cognito-idp", told: "new", actions: ["TagResource"], resources: ["*:{account}:userpool/*"] },
  {
    service: "cognito-idp",
    actions: ["Describe*"],
    resources: ["*:{account}:userpool/*"],
    anywhere: ["DescribeUserPoolDomain"],
  },
  // Identities are named as domains are; sending is none of a deployment's business.
  {
    service: "ses",
    told: "own",
    actions: [...all("PutEmailIdentity"), "DeleteEmailIdentity", "TagResource", "UntagResource"],
    resources: ["*:{account}:identity/*"],
  },
  { service: "ses", told: "new", actions: ["CreateEmailIdentity", "TagResource"], resources: ["*:{account}:identity/*"] },
  { service: "ses", actions: ["GetEmailIdentity", "ListTagsForResource"], resources: ["*:{account}:identity/*"] },
  {
    service: "ses",
    actions: [
      ...["Create", "Delete", "Get", "Put", "Update"].map((verb) => `${verb}ConfigurationSet*`),
      ...["ListTagsForResource", "TagResource", "UntagResource"],
    ],
    resources: ["*:{account}:configuration-set/{stack}-*"],
  },
];
