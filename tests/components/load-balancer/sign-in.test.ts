import { describe, expect, test } from "@jest/globals";
import { secret } from "@pulumi/pulumi";
import fc from "fast-check";
import { type IdentityProvider, SignInRules } from "../../../components/load-balancer/sign-in-rules.ts";
import { signInLimits } from "../../../domain/defaults/admin-sign-in.ts";
import { planSignIn, type SignInPlanArgs } from "../../../domain/firewall/sign-in-plan.ts";
import { deploy } from "../../support/offline.ts";
import { inputsByName, only, withoutTags } from "../registrations.ts";

const plan: SignInPlanArgs<string> = { admin: {}, ownAddresses: ["192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"] };
const cognito: IdentityProvider = { cognito: { userPoolArn: "arn:pool", userPoolClientId: "client", userPoolDomain: "test-staff" } };
const endpoints = {
  issuer: "https://id.example.com",
  authorizationEndpoint: "https://id.example.com/authorize",
  tokenEndpoint: "https://id.example.com/token",
  userInfoEndpoint: "https://id.example.com/me",
  clientId: "client",
  clientSecret: "hidden",
};
const rules = (provider: IdentityProvider, sessionMinutes = 15) =>
  deploy(
    () => new SignInRules("sign-in", { ...plan, listenerArn: "arn:listener", targetGroupArn: "arn:targets", provider, sessionMinutes }),
  );
const ruleType = "aws:lb/listenerRule:ListenerRule";
const forward = { type: "forward", targetGroupArn: "arn:targets" };
const background = { httpHeader: { httpHeaderName: "X-Requested-With", values: ["XMLHttpRequest"] } };
const folder = (name: string) => ({ pathPattern: { values: [`/${name}`, `/${name}/*`, `/${name}.php*`] } });
const service = { pathPattern: { values: ["/service.php*"] } };

describe("the rules before the administration", () => {
  test("pass the store itself, refuse calls in the background, ask everyone else", async () => {
    const how = {
      userPoolArn: "arn:pool",
      userPoolClientId: "client",
      userPoolDomain: "test-staff",
      scope: "openid",
      sessionTimeout: 900,
      authenticationRequestExtraParams: { prompt: "login" },
    };
    const ask = (onUnauthenticatedRequest: string) => [
      { type: "authenticate-cognito", authenticateCognito: { ...how, onUnauthenticatedRequest } },
      forward,
    ];
    const registered = await rules(cognito);
    const at = (name: string) => withoutTags(only(registered, ruleType, `sign-in-${name}`));
    const rule = (priority: number, conditions: unknown, actions: unknown) => ({
      listenerArn: "arn:listener",
      priority,
      conditions,
      actions,
    });
    expect(Object.keys(inputsByName(registered, ruleType))).toHaveLength(6);
    expect(at("own-service")).toEqual(rule(10, [service, { sourceIp: { values: plan.ownAddresses } }], [forward]));
    expect(at("background-at-admin")).toEqual(rule(20, [folder("admin"), background], ask("deny")));
    expect(at("background-at-service")).toEqual(rule(30, [service, background], ask("deny")));
    expect(at("disguised")).toEqual(rule(40, [{ pathPattern: { values: ["/index.php/*", "/cart.php/*", "//*"] } }], ask("authenticate")));
    expect(at("at-admin")).toEqual(rule(50, [folder("admin")], ask("authenticate")));
    expect(at("at-service")).toEqual(rule(60, [service], ask("authenticate")));
  });

  test("ask a provider of one's own by its endpoints, and hide its secret", async () => {
    const registered = await rules({ oidc: { ...endpoints, clientSecret: secret("hidden") } }, 60);
    expect(only(registered, ruleType, "sign-in-at-admin").secrets).toEqual(["actions"]);
    expect(withoutTags(only(registered, ruleType, "sign-in-at-admin")).actions).toEqual([
      {
        type: "authenticate-oidc",
        authenticateOidc: {
          ...endpoints,
          scope: "openid",
          sessionTimeout: 3600,
          onUnauthenticatedRequest: "authenticate",
          authenticationRequestExtraParams: { prompt: "login" },
        },
      },
      forward,
    ]);
  });

  test("a name of its own is asked for beside the folders", () => {
    const asked = planSignIn({ ...plan, admin: { host: "office.example.com" } }).filter(({ does }) => does === "ask");
    expect(asked.map(({ name, conditions }) => [name, conditions])).toEqual([
      ["disguised", [{ pathPattern: { values: ["/index.php/*", "/cart.php/*", "//*"] } }]],
      ["host", [{ hostHeader: { values: ["office.example.com"] } }]],
      ["at-admin", [folder("admin")]],
      ["at-service", [service]],
    ]);
  });
});

test("whatever the administration is called, rules keep to the load balancer's limits", () => {
  const host = fc.option(fc.constant(`${"a".repeat(59)}.${"b".repeat(60)}.example`), { nil: undefined });
  const valuesOf = (condition: object): string[] => Object.values(condition).flatMap((content) => Object(content).values);
  fc.assert(
    fc.property(host, fc.integer({ min: 1, max: 3 }), (own, zones) => {
      const planned = planSignIn({ admin: { host: own }, ownAddresses: plan.ownAddresses.slice(0, zones) });
      expect(planned.length).toBeLessThanOrEqual(100);
      expect(new Set(planned.map(({ priority }) => priority)).size).toBe(planned.length);
      expect(new Set(planned.map((rule) => rule.name)).size).toBe(planned.length);
      for (const { conditions } of planned) {
        const values = conditions.map(valuesOf);
        expect(Math.max(...values.map(({ length }) => length))).toBeLessThanOrEqual(signInLimits.valuesACondition);
        expect(values.flat().length).toBeLessThanOrEqual(signInLimits.valuesARule);
        expect(values.flat().filter((value) => value.length > signInLimits.hostCharacters)).toEqual([]);
      }
    }),
  );
});
