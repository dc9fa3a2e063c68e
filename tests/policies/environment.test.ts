import { expect, test } from "@jest/globals";
import { efsFilesystemDisallowSingleZone } from "../../policies/efs/filesystem-disallow-single-zone.ts";
import { lbLoadbalancerEnableDeletionProtection } from "../../policies/lb/loadbalancer-enable-deletion-protection.ts";
import { stackOf } from "../../policies/model/graph.ts";
import { pulumiResourceEnableProtection } from "../../policies/pulumi/resource-enable-protection.ts";
import { rdsInstanceEnableMultiAz } from "../../policies/rds/instance-enable-multi-az.ts";
import { rdsInstanceEnforceTls } from "../../policies/rds/instance-enforce-tls.ts";
import { wafv2WebaclEnforceBlocking } from "../../policies/wafv2/webacl-enforce-blocking.ts";
import { inStack } from "./data-cases.ts";
import { kinds, resource } from "./support.ts";

const provider = (tags?: Record<string, string>) =>
  resource("pulumi:providers:aws", "aws", tags && { defaultTags: JSON.stringify({ tags }) });
const environmentOf = (stack: string, tags?: Record<string, string>) => stackOf(inStack(stack, provider(tags))).environment;

test.each([
  ["dev", ["shop-dev", "shop_dev", "shop.dev", "shop-development", "shop-test", "shop-sandbox", "shop-preview", "dev", "Shop-Dev"]],
  ["staging", ["shop-staging", "shop_staging", "shop-stage", "shop-uat", "staging"]],
  ["prod", ["shop-prod", "shop_production", "shop-live", "shop", "developers", "latest", "shop-dev-eu", "shop-account"]],
])("%s is what these names say", (environment, names) => {
  expect(names.map((name) => environmentOf(name))).toEqual(names.map(() => environment));
});

test("the provider's tags say it where the name does not, and the stricter of both holds", () => {
  expect(environmentOf("shop-eu", { environment: "Development" })).toBe("dev");
  expect(environmentOf("shop-eu", { "app-env": "stg" })).toBe("staging");
  expect(environmentOf("shop-eu", { owner: "dev" })).toBe("prod");
  expect(environmentOf("shop-dev", { environment: "production" })).toBe("prod");
  expect(environmentOf("shop-prod", { environment: "dev" })).toBe("prod");
  expect(environmentOf("shop-dev", { environment: "blue" })).toBe("dev");
});

const weak = {
  multiAz: resource("aws:rds/instance:Instance", "database", { multiAz: false, engine: "mysql" }),
  zone: resource("aws:efs/fileSystem:FileSystem", "files", { availabilityZoneName: "us-east-1a" }),
  balancer: resource("aws:lb/loadBalancer:LoadBalancer", "alb", { loadBalancerType: "application" }),
  acl: resource("aws:wafv2/webAcl:WebAcl", "acl", { rules: [{ name: "slow", priority: 1, action: { count: {} }, statement: {} }] }),
};

test.each([
  ["dev", ["shop-dev", "shop_dev", "shop-development", "shop-test", "shop-sandbox"], []],
  ["staging", ["shop-staging", "shop_stage"], ["protection", "tls"]],
  ["prod", ["shop-prod", "shop", "shop-live"], ["multi-az", "one zone", "protect", "protection", "tls", "blocking"]],
])("every policy that excuses %s excuses all stacks of the kind", (_, names, demanded) => {
  for (const name of names) {
    const say = (policy: Parameters<typeof kinds>[0], of: Parameters<typeof kinds>[1]) =>
      kinds(policy, ...inStack(name, of)).includes("violation");
    const demands = {
      "multi-az": say(rdsInstanceEnableMultiAz, weak.multiAz),
      "one zone": say(efsFilesystemDisallowSingleZone, weak.zone),
      protect: say(pulumiResourceEnableProtection, weak.multiAz),
      protection: say(lbLoadbalancerEnableDeletionProtection, weak.balancer),
      tls: say(rdsInstanceEnforceTls, weak.multiAz),
      blocking: say(wafv2WebaclEnforceBlocking, weak.acl),
    };
    expect([name, Object.entries(demands).flatMap(([what, is]) => (is ? [what] : []))]).toEqual([name, demanded]);
  }
});
