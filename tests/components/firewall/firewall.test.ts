import { describe, expect, test } from "@jest/globals";
import { Firewall, type FirewallArgs } from "../../../components/firewall/firewall.ts";
import { responses } from "../../../domain/firewall/responses.ts";
import { isRecord } from "../../../domain/values.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { inputsByName, listed, only, withoutTags } from "../registrations.ts";
import { acting, fixture as planFixture } from "./plan-fixture.ts";

const { sets: _sets, ...rules } = planFixture;
const noOne = { addresses: [], description: "Nobody" };
const fixture: FirewallArgs = {
  ...rules,
  addresses: { scanner: noOne, monitor: noOne, staff: noOne, api: noOne, integration: noOne, "blocked-addresses": noOne },
  guardSetArns: { ipv4: "arn:guard-4", ipv6: "arn:guard-6" },
  loadBalancerArns: ["arn:balancer"],
  tokenDomains: ["shop.example.com"],
  trials: {},
  logKeyArn: "arn:key",
  logRetentionDays: 400,
  protectLog: true,
};
const aclType = "aws:wafv2/webAcl:WebAcl";
const setType = "aws:wafv2/ipSet:IpSet";
const deployFirewall = (change: Partial<FirewallArgs> = {}) => deploy(() => new Firewall("firewall", { ...fixture, ...change }));

const ruleOf = (registrations: readonly Registration[], name: string) => {
  const found = only(registrations, aclType).inputs.rules;
  const rule = Array.isArray(found) ? found.filter(isRecord).find((candidate) => candidate.name === name) : undefined;
  if (!rule) throw new Error(`no rule ${name}`);
  return rule;
};

describe("the firewall", () => {
  test("is a web ACL before the load balancer, with a log", async () => {
    const registrations = await deployFirewall();
    expect(listed(registrations.filter(({ custom }) => custom))).toEqual([
      "aws:cloudwatch/logGroup:LogGroup firewall",
      "aws:wafv2/webAcl:WebAcl firewall",
      "aws:wafv2/webAclAssociation:WebAclAssociation firewall",
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration firewall",
    ]);
    expect(only(registrations, "aws:wafv2/webAclAssociation:WebAclAssociation").inputs).toEqual({
      resourceArn: "arn:balancer",
      webAclArn: "arn:aws:test:::firewall",
    });
    expect(only(registrations, aclType).inputs).toMatchObject({
      name: "test-firewall",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      tokenDomains: ["shop.example.com"],
    });
  });

  test("stands before every load balancer", async () => {
    const registrations = await deployFirewall({ loadBalancerArns: ["arn:one", "arn:two"] });
    expect(inputsByName(registrations, "aws:wafv2/webAclAssociation:WebAclAssociation")).toMatchObject({
      firewall: { resourceArn: "arn:one" },
      "firewall-2": { resourceArn: "arn:two" },
    });
  });

  test("logs to a group that WAF may write to, without cookies, keys and what passed untouched", async () => {
    const registrations = await deployFirewall();
    expect(withoutTags(only(registrations, "aws:cloudwatch/logGroup:LogGroup"))).toEqual({
      name: "aws-waf-logs-test",
      kmsKeyId: "arn:key",
      retentionInDays: 400,
      deletionProtectionEnabled: true,
    });
    const { redactedFields, loggingFilter } = only(registrations, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").inputs;
    expect(redactedFields).toEqual(
      ["authorization", "cookie", "x-auth-token", "x-store-visit"].map((name) => ({ singleHeader: { name } })),
    );
    expect(loggingFilter).toMatchObject({ defaultBehavior: "DROP", filters: [{ behavior: "KEEP", requirement: "MEETS_ANY" }] });
    expect(JSON.stringify(loggingFilter)).not.toContain("ALLOW");
    expect(only(registrations, aclType).inputs.dataProtectionConfig).toMatchObject({
      dataProtections: expect.arrayContaining([
        {
          action: "SUBSTITUTION",
          field: {
            fieldType: "SINGLE_QUERY_ARGUMENT",
            fieldKeys: expect.arrayContaining(["_key", "xid", "password", "token", "auth_token", "request_id", "SS-Password"]),
          },
        },
      ]),
    });
  });

  test("makes a set for each version of IP that a list has, named after its rule, with its end", async () => {
    const registrations = await deployFirewall({
      addresses: {
        ...fixture.addresses,
        scanner: {
          addresses: ["2001:db8::/48", "198.51.100.0/25"],
          until: "2030-01-31",
          description: "PCI scanners: a «vendor» (quarterly)",
        },
        staff: { addresses: ["203.0.113.0/26"], description: "Staff" },
      },
    });
    const common = { scope: "REGIONAL" };
    expect(inputsByName(registrations, setType)).toMatchObject({
      "firewall-scanner-ipv4": {
        ...common,
        name: "test-scanner-ipv4",
        ipAddressVersion: "IPV4",
        addresses: ["198.51.100.0/25"],
        tags: { until: "2030-01-31" },
      },
      "firewall-scanner-ipv6": { ...common, name: "test-scanner-ipv6", ipAddressVersion: "IPV6", addresses: ["2001:db8::/48"] },
      "firewall-staff-ipv4": { ...common, name: "test-staff-ipv4", addresses: ["203.0.113.0/26"] },
    });
    expect(Object.keys(inputsByName(registrations, setType))).toHaveLength(3);
    expect(inputsByName(registrations, setType)["firewall-scanner-ipv4"]).toMatchObject({
      description: expect.stringMatching(/^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]+[\w+=:#@/\-,.]$/),
    });
    const arn = "arn:aws:test:::firewall-scanner-ipv4";
    for (const name of ["scanner", "scanner-allow"]) expect(JSON.stringify(ruleOf(registrations, name))).toContain(arn);
  });

  test("asks the guard's sets, for forms only", async () => {
    const registrations = await deployFirewall();
    expect(ruleOf(registrations, "guard").statement).toEqual({
      andStatement: {
        statements: [
          {
            orStatement: {
              statements: [{ ipSetReferenceStatement: { arn: "arn:guard-4" } }, { ipSetReferenceStatement: { arn: "arn:guard-6" } }],
            },
          },
          { labelMatchStatement: { scope: "LABEL", key: "is:submit" } },
        ],
      },
    });
  });
});

describe("what a rule does", () => {
  test("follows the settings, with an answer that says what to do", async () => {
    const registrations = await deployFirewall({
      actionOf: acting({ core: "count", "search-rate": "captcha", "anonymous-ip": "challenge" }),
    });
    expect(ruleOf(registrations, "core").overrideAction).toEqual({ count: {} });
    expect(ruleOf(registrations, "sqli").overrideAction).toEqual({ none: {} });
    expect(ruleOf(registrations, "search-rate").action).toEqual({ captcha: {} });
    expect(JSON.stringify(ruleOf(registrations, "anonymous-ip"))).toContain(
      '{"actionToUse":{"challenge":{}},"name":"HostingProviderIPList"}',
    );
    const answer = (name: string) => {
      const { action } = ruleOf(registrations, name);
      return isRecord(action) && isRecord(action.block) ? action.block.customResponse : undefined;
    };
    expect(answer("countries")).toEqual({ responseCode: 403, customResponseBodyKey: "refused" });
    expect(answer("admin")).toEqual({ responseCode: 403, customResponseBodyKey: "staffOnly" });
    const later = { responseCode: 429, responseHeaders: [{ name: "Retry-After", value: "120" }] };
    expect(answer("login-rate")).toEqual({ ...later, customResponseBodyKey: "slower" });
    expect(answer("guard")).toEqual({ ...later, customResponseBodyKey: "locked" });
  });

  test("a mark only counts, and writes its label", async () => {
    expect(ruleOf(await deployFirewall(), "login")).toMatchObject({ action: { count: {} }, ruleLabels: [{ name: "form:login" }] });
  });

  test("is counted and sampled, in tens", async () => {
    const found = only(await deployFirewall(), aclType).inputs.rules;
    const list = Array.isArray(found) ? found.filter(isRecord) : [];
    expect(list.map(({ priority }) => priority)).toEqual(list.map((_, i) => 10 * (i + 1)));
    for (const { name, visibilityConfig } of list)
      expect(visibilityConfig).toEqual({ cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: name });
  });

  test("a trial is told by the web ACL's tags", async () => {
    const registrations = await deployFirewall({ trials: { core: "2030-01-31" } });
    expect(only(registrations, aclType).inputs.tags).toMatchObject({ "trial/core": "2030-01-31" });
  });

  test("answers fit into AWS WAF's 4 KB, and load nothing from elsewhere", () => {
    for (const page of Object.values(responses)) {
      expect(Buffer.byteLength(page)).toBeLessThan(4096);
      expect(page).not.toMatch(/src=|href=|url\(/);
    }
  });
});
