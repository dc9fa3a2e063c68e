import { describe, expect, test } from "@jest/globals";
import { all } from "@pulumi/pulumi";
import { allowList } from "../../../components/network/allow-list.ts";
import { DnsFirewall, type DnsFirewallArgs } from "../../../components/network/dns-firewall.ts";
import { deploy } from "../../support/offline.ts";
import { inputsByName, listed, only, withoutTags } from "../registrations.ts";

const fixture: DnsFirewallArgs = { vpcId: "vpc", allowedHosts: ["api.example.com", "*.example.org"] };
const deployFirewall = (change: Partial<DnsFirewallArgs> = {}) => deploy(() => new DnsFirewall("dns", { ...fixture, ...change }));

describe("the DNS firewall", () => {
  test("allows the listed names with what they are a CNAME of, and answers that everything else does not exist, last", async () => {
    const registrations = await deployFirewall();
    expect(inputsByName(registrations, "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList")).toMatchObject({
      "dns-allowed": { domains: ["api.example.com.", "*.example.org."] },
      "dns-everything": { domains: ["*."] },
    });
    expect(inputsByName(registrations, "aws:route53/resolverFirewallRule:ResolverFirewallRule")).toEqual({
      "dns-allow": {
        firewallRuleGroupId: "dns-id",
        priority: 100,
        firewallDomainListId: "dns-allowed-id",
        action: "ALLOW",
        firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
      },
      "dns-block": {
        firewallRuleGroupId: "dns-id",
        priority: 200,
        firewallDomainListId: "dns-everything-id",
        action: "BLOCK",
        blockResponse: "NXDOMAIN",
      },
    });
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

  test("counts what it blocks by its group and the list of everything", async () => {
    const found: Record<string, string> = {};
    await deploy(() => {
      const { ruleGroupId, blockedListId } = new DnsFirewall("dns", fixture);
      all([ruleGroupId, blockedListId]).apply(([group, list]) => Object.assign(found, { group, list }));
    });
    expect(found).toEqual({ group: "dns-id", list: "dns-everything-id" });
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
  const xcart = ["market.x-cart.com", "mc-end-auth.qtmsoft.com", "my.x-cart.com", "secure.x-cart.com"];

  test("holds X-Cart's hosts, AWS's of the Region, the store's own names and the given hosts, sorted, each once", () => {
    const list = allowList({
      region: "eu-central-1",
      ownNames: ["shop.example.com", "www.shop.example.com"],
      hosts: ["api.stripe.com", "*.paypal.com", "api.stripe.com"],
    });
    expect(list).toEqual([
      "*.cache.amazonaws.com",
      "*.eu-central-1.amazonaws.com",
      "*.eu-central-1.api.aws",
      "*.eu-central-1.compute.internal",
      "*.eu-central-1.elb.amazonaws.com",
      "*.eu-central-1.rds.amazonaws.com",
      "*.paypal.com",
      "api.stripe.com",
      ...xcart,
      "shop.example.com",
      "truststore.pki.rds.amazonaws.com",
      "www.shop.example.com",
    ]);
  });

  test("has the names that us-east-1 alone gives its instances", () => {
    expect(allowList({ region: "us-east-1", ownNames: [], hosts: [] })).toEqual([
      "*.cache.amazonaws.com",
      "*.ec2.internal",
      "*.us-east-1.amazonaws.com",
      "*.us-east-1.api.aws",
      "*.us-east-1.elb.amazonaws.com",
      "*.us-east-1.rds.amazonaws.com",
      ...xcart,
      "truststore.pki.rds.amazonaws.com",
    ]);
  });
});
