import { describe, expect, test } from "@jest/globals";
import { all, output } from "@pulumi/pulumi";
import { DnsFirewall, type DnsFirewallArgs } from "../../../components/network/dns-firewall.ts";
import { ownNames } from "../../../components/network/own-names.ts";
import { isOfOneAccount } from "../../../domain/defaults/shared-hosts.ts";
import { allowList } from "../../../domain/network/allow-list.ts";
import { deploy } from "../../support/offline.ts";
import { inputsByName, listed, ofType, only, withoutTags } from "../registrations.ts";

const fixture: DnsFirewallArgs = {
  vpcId: "vpc",
  exact: ["api.example.com"],
  own: [output("fs-1.efs.example.com")],
  wildcards: ["*.example.org"],
};
const deployFirewall = (change: Partial<DnsFirewallArgs> = {}) => deploy(() => new DnsFirewall("dns", { ...fixture, ...change }));

const rulesOf = async (change: Partial<DnsFirewallArgs> = {}) =>
  ofType(await deployFirewall(change), "aws:route53/resolverFirewallRule:ResolverFirewallRule")
    .map(({ inputs }) => inputs)
    .sort((a, b) => Number(a.priority) - Number(b.priority));

const firewallDomainRedirectionAction = "TRUST_REDIRECTION_DOMAIN";
const rule = (priority: number, list: string, rest: object) => ({
  firewallRuleGroupId: "dns-id",
  priority,
  firewallDomainListId: `dns-${list}-id`,
  ...rest,
});

describe("the DNS firewall", () => {
  test("allows single names, blocks what anyone can have, allows wildcards, and answers that everything else does not exist", async () => {
    expect(await rulesOf()).toEqual([
      rule(100, "allowed", { action: "ALLOW", firewallDomainRedirectionAction }),
      rule(110, "own", { action: "ALLOW", firewallDomainRedirectionAction }),
      rule(120, "shared", { action: "BLOCK", blockResponse: "NXDOMAIN", firewallDomainRedirectionAction }),
      rule(130, "wildcards", { action: "ALLOW", firewallDomainRedirectionAction }),
      rule(200, "everything", { action: "BLOCK", blockResponse: "NXDOMAIN" }),
    ]);
    const lists = inputsByName(await deployFirewall(), "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList");
    expect(lists).toMatchObject({
      "dns-allowed": { domains: ["api.example.com."] },
      "dns-own": { domains: ["fs-1.efs.example.com."] },
      "dns-shared": { domains: expect.arrayContaining(["amazonaws.com.", "*.amazonaws.com.", "*.cloudfront.net."]) },
      "dns-wildcards": { domains: ["*.example.org."] },
      "dns-everything": { domains: ["*."] },
    });
  });

  test("has no list of wildcards where there is none, which AWS would refuse", async () => {
    expect((await rulesOf({ wildcards: [] })).map(({ priority }) => priority)).toEqual([100, 110, 120, 200]);
  });

  test("takes a name off the first list only once another list has it: a running store asks all the while", async () => {
    const registrations = await deployFirewall();
    const rules = ofType(registrations, "aws:route53/resolverFirewallRule:ResolverFirewallRule");
    const urns = rules.filter(({ name }) => /allow-(own|wildcards)$/.test(name)).map(({ urn }) => urn);
    expect(only(registrations, "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "dns-allowed").dependencies).toEqual(
      expect.arrayContaining(urns),
    );
    expect(urns).toHaveLength(2);
  });

  test("is attached to the VPC and stays closed when it cannot answer", async () => {
    const registrations = await deployFirewall();
    const association = only(registrations, "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation");
    expect(withoutTags(association)).toEqual({
      firewallRuleGroupId: "dns-id",
      vpcId: "vpc",
      priority: 101,
      mutationProtection: "DISABLED",
    });
    expect(only(registrations, "aws:route53/resolverFirewallConfig:ResolverFirewallConfig").inputs).toEqual({
      resourceId: "vpc",
      firewallFailOpen: "DISABLED",
    });
  });

  test("counts what it blocks by its group and each list that is blocked", async () => {
    const found: Record<string, string> = {};
    await deploy(() => {
      const { ruleGroupId, blockedListId, sharedListId } = new DnsFirewall("dns", fixture);
      all([ruleGroupId, blockedListId, sharedListId]).apply(([group, list, shared]) => Object.assign(found, { group, list, shared }));
    });
    expect(found).toEqual({ group: "dns-id", list: "dns-everything-id", shared: "dns-shared-id" });
  });

  test("logs no query unless asked to", async () => {
    expect(listed(await deployFirewall()).filter((line) => line.includes("og"))).toEqual([]);
  });

  test("logs every query of the VPC, encrypted and for the given days, when asked to", async () => {
    const registrations = await deployFirewall({ queryLog: { logKeyArn: "arn:key", logRetentionDays: 400 } });
    expect(inputsByName(registrations, "aws:cloudwatch/logGroup:LogGroup")).toMatchObject({
      "dns-queries": { kmsKeyId: "arn:key", retentionInDays: 400 },
    });
    expect(withoutTags(only(registrations, "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig"))).toEqual({
      destinationArn: "arn:aws:test:::dns-queries",
    });
    expect(only(registrations, "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation").inputs).toEqual({
      resolverQueryLogConfigId: "dns-id",
      resourceId: "vpc",
    });
  });
});

describe("the list of allowed hosts", () => {
  const settings = {
    region: "eu-central-1",
    ownNames: ["shop.example.com", "www.shop.example.com"],
    hosts: ["api.stripe.com", "*.paypal.com", "api.stripe.com"],
    shared: ["*.cloudfront.net"],
    mailBySes: true,
  } as const;
  const outward = [
    "*.cloudfront.net",
    "*.paypal.com",
    "api.stripe.com",
    "email.eu-central-1.amazonaws.com",
    "market.x-cart.com",
    "mc-end-auth.qtmsoft.com",
    "my.x-cart.com",
    "secure.x-cart.com",
    "shop.example.com",
    "truststore.pki.rds.amazonaws.com",
    "www.shop.example.com",
  ];

  test("of what leaves by NAT holds X-Cart's hosts, the store's own names, the given hosts, and SES where mail goes by it", () => {
    expect(allowList(settings).outward).toEqual(outward);
    expect(allowList({ ...settings, mailBySes: false }).outward).toEqual(outward.filter((host) => !host.startsWith("email.")));
  });

  test("puts the settings' wildcards apart, but those of many that the settings answer for", () => {
    const { exact, wildcards } = allowList(settings);
    expect(wildcards).toEqual(["*.paypal.com"]);
    expect(exact).toEqual(expect.arrayContaining(outward.filter((host) => host !== "*.paypal.com")));
  });

  test("of AWS holds the names that are called by endpoints, one by one", () => {
    const names = allowList({ ...settings, shared: [] }).exact.filter((host) => !outward.includes(host));
    expect(names.filter((host) => host.includes("*"))).toEqual(["*.eu-central-1.compute.internal"]);
    expect(names).toEqual(
      expect.arrayContaining([
        "al2023-repos-eu-central-1-de612dc2.s3.dualstack.eu-central-1.amazonaws.com",
        "guardduty-data.eu-central-1.amazonaws.com",
        "s3.eu-central-1.amazonaws.com",
        "secretsmanager.eu-central-1.amazonaws.com",
        "ssmmessages.eu-central-1.amazonaws.com",
      ]),
    );
    expect(names.filter((host) => /sqs|execute-api|elb|dynamodb|lambda|api\.aws/.test(host))).toEqual([]);
  });

  test("has the names that us-east-1 alone gives its instances", () => {
    expect(allowList({ ...settings, region: "us-east-1" }).exact).toContain("*.ec2.internal");
  });
});

test("of what AWS names, the list has the account's databases, the caches' members, the files, the buckets", async () => {
  const found: string[] = [];
  await deploy(() =>
    all(
      ownNames({
        region: "eu-central-1",
        databaseAddress: "shop.c0ffee123abc.eu-central-1.rds.amazonaws.com",
        cacheAddresses: ["master.shop-cache.abc123.euc1.cache.amazonaws.com", "master.shop-sessions.abc123.euc1.cache.amazonaws.com"],
        fileSystemId: "fs-1",
        bucketNames: ["shop-releases-123456789012"],
      }),
    ).apply((names) => found.push(...names)),
  );
  expect(found).toEqual([
    "*.c0ffee123abc.eu-central-1.rds.amazonaws.com",
    "*.shop-cache.abc123.euc1.cache.amazonaws.com",
    "*.shop-sessions.abc123.euc1.cache.amazonaws.com",
    "fs-1.efs.eu-central-1.amazonaws.com",
    "shop-releases-123456789012.s3.eu-central-1.amazonaws.com",
  ]);
  expect(found.filter((name) => name.startsWith("*."))).toEqual(found.filter(isOfOneAccount));
});
