import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { Client, crypto } from "acme-client";
import { type CanaryRequest, canaryRequest } from "../../../domain/contracts/canary.ts";
import { closedHeader, setupHeader } from "../../../domain/defaults/canary.ts";
import { letsencryptTrialRoots } from "../../../domain/defaults/trial-roots.ts";
import { Approach } from "../../../functions/canary/approach.ts";
import { linesOf } from "../../../functions/canary/handler.ts";
import { type Walk, walk } from "../../../functions/canary/walk.ts";
import { startChallengeServer } from "../../support/emulators/challenge-server.ts";
import { loopbackCertificate, startPebble } from "../../support/emulators/pebble.ts";
import { type Identity, page, type Reply, Shop, selfSigned, send } from "./shop.ts";

const shops: Shop[] = [];
afterEach(async () => void (await Promise.all(shops.splice(0).map((shop) => shop.stop()))));

async function open(identity?: Identity): Promise<Shop> {
  const shop = await new Shop(identity).start();
  shops.push(shop);
  return shop;
}

/** A request of a store whose certificate is believed as far as `trust` says. */
function request(shop: Shop, { trust, ...more }: Partial<Omit<CanaryRequest, "trust">> & { trust?: Partial<CanaryRequest["trust"]> }) {
  const [health, home] = [
    { name: "health", path: "/healthz", html: false },
    { name: "home", path: "/", html: true },
  ];
  const { trust: usual, ...way } = shop.way;
  const noOne = { ...usual, roots: [], ...trust };
  return canaryRequest.parse({ stack: "demo-prod", slowSeconds: 20, pages: [health, home], ...way, ...more, trust: noOne });
}

const problems = ({ pages }: Walk) => pages.flatMap(({ problem }) => problem ?? []);
const setup: Reply = (_, response) =>
  response.writeHead(503, { [setupHeader.name]: setupHeader.value }).end("The store is being set up.\n");

describe("the stack's own certificate from before the first was issued", () => {
  const own = selfSigned();

  test("is a way in, and named; in a store that shoppers are to reach that is a fault of the way, and of no page", async () => {
    const shop = await open(own);
    const walked = await walk(request(shop, { trust: { bootstrap: own.cert } }));
    expect(problems(walked)).toEqual([]);
    expect(walked.certificate).toMatchObject({ kind: "bootstrap", issuer: "CN=localhost" });
    expect(walked.wayFaults).toEqual([expect.stringContaining("no authority has issued one yet")]);
  });

  test.each([
    ["a store that is not open", { open: false }],
    ["one with trial certificates", { trust: { bootstrap: own.cert, trials: ["letsencrypt"] } }],
  ])("is no fault of %s", async (_, more) => {
    const walked = await walk(request(await open(own), { trust: { bootstrap: own.cert }, ...more }));
    expect([problems(walked), walked.wayFaults, walked.certificate?.kind]).toEqual([[], [], "bootstrap"]);
  });

  test("is none once it has ended, or where it is for another name", async () => {
    const ended = selfSigned({ days: -1 });
    const elsewhere = selfSigned({ name: "elsewhere.example" });
    const here = { ...elsewhere, name: "localhost" };
    expect(problems(await walk(request(await open(ended), { trust: { bootstrap: ended.cert } })))[0]).toContain("has expired");
    expect(problems(await walk(request(await open(here), { trust: { bootstrap: here.cert } })))[0]).toContain("does not match");
  });
});

test("a certificate of someone else fails each page, whatever is trusted beside, and before a release too", async () => {
  const shop = await open();
  for (const more of [{}, { trust: { trials: ["letsencrypt"] } }, { open: false }])
    expect(problems(await walk(request(shop, more)))).toEqual(Array(2).fill(expect.stringContaining("self-signed certificate")));
});

describe("an authority of one's own", () => {
  let issued: Identity & { readonly root: string };
  beforeAll(async () => {
    const dns = await startChallengeServer();
    const pebble = await startPebble(loopbackCertificate(), dns.dns);
    try {
      const name = "shop.canary.example";
      const client = new Client({ directoryUrl: pebble.directoryUrl, accountKey: await crypto.createPrivateEcdsaKey() });
      const [key, csr] = await crypto.createCsr({ altNames: [name] }, await crypto.createPrivateEcdsaKey());
      const cert = await client.auto({
        csr,
        termsOfServiceAgreed: true,
        challengePriority: ["dns-01"],
        skipChallengeVerification: true,
        challengeCreateFn: async (_, __, value) => await dns.setTxt(`_acme-challenge.${name}.`, [value]),
        challengeRemoveFn: async () => undefined,
      });
      issued = { name, key: key.toString(), cert, root: await pebble.root() };
    } finally {
      await Promise.all([pebble.stop(), dns.stop()]);
    }
  }, 60_000);

  test("is trusted by the root that the settings name, and by nothing less", async () => {
    const shop = await open(issued);
    const trusted = await walk(request(shop, { trust: { roots: [issued.root] } }));
    expect([problems(trusted), trusted.certificate?.kind]).toEqual([[], "own"]);
    const stranger = await walk(request(shop, { trust: { trials: ["letsencrypt"] } }));
    expect(problems(stranger)).toEqual(Array(2).fill(expect.stringMatching(/certificate/)));
  });

  test("the name that leads nowhere yet is a fault of an open store's way, and its pages are looked at all the same", async () => {
    const shop = await open(issued);
    const walked = await walk(request(shop, { trust: { roots: [issued.root] } }));
    expect(walked.wayFaults).toEqual([expect.stringMatching(/^shop\.canary\.example leads nowhere \(E[A-Z_]+\)/)]);
    const before = await walk(request(shop, { open: false, trust: { roots: [issued.root] } }));
    expect([problems(before), before.wayFaults]).toEqual([[], []]);
  });
});

describe("trial certificates", () => {
  function trusted(shop: Shop, trials: string[]) {
    const { agent } = new Approach(request(shop, { trust: { trials } }));
    agent.destroy();
    return agent.options.ca;
  }

  test("are trusted by their roots where the store has such, and nowhere else", async () => {
    const shop = await open();
    const roots = letsencryptTrialRoots.map(({ certificate }) => certificate);
    expect(trusted(shop, ["letsencrypt"])).toEqual(expect.arrayContaining(roots));
    for (const root of roots) expect(trusted(shop, [])).not.toContain(root);
  });
});

describe("until there is a release", () => {
  test("the page that says so ends the walk without a failed page, and counts for an alarm of its own", async () => {
    const shop = await open();
    const asked = request(shop, { trust: shop.way.trust });
    shop.replies.set("/", setup);
    const walked = await walk(asked);
    expect([problems(walked), walked.withoutRelease]).toEqual([[], true]);
    expect(JSON.parse(linesOf(asked, walked, 0).at(-1) ?? "")).toMatchObject({ CanaryFailedPages: 0, CanaryWithoutRelease: 1 });
  });

  test("a node without it in the middle of a sale is no failed checkout", async () => {
    const shop = await open();
    const checkout = { name: "checkout", path: "/?target=checkout", html: true };
    shop.replies.set("/?target=cart&action=add", setup);
    const walked = await walk(request(shop, { trust: shop.way.trust, pages: [checkout], buy: { productId: 7, before: "checkout" } }));
    expect([problems(walked), walked.withoutRelease]).toEqual([[], true]);
  });

  test("a store that someone has closed is no fault, and ends the walk; nodes and an alarm of their own tell of it", async () => {
    const shop = await open();
    shop.replies.set("/", (_, response) => response.writeHead(503, { [closedHeader.name]: closedHeader.value }).end());
    const walked = await walk(request(shop, { trust: shop.way.trust }));
    expect([problems(walked), walked.pages.map(({ page }) => page), walked.withoutRelease]).toEqual([[], ["health"], false]);
  });

  test.each<[string, Reply]>([
    ["a shop whose own page says that it is closed", (_, response) => send(response, page("Maintenance"), 503)],
    ["nginx without PHP", (_, response) => send(response, "<!doctype html><title>One moment</title>", 503)],
    [
      "a page of 200 that says it is set up",
      (_, response) => response.writeHead(200, { [setupHeader.name]: setupHeader.value }).end("<html>"),
    ],
    ["another word", (_, response) => response.writeHead(503, { [setupHeader.name]: "maintenance" }).end()],
  ])("%s is not taken for it", async (_, reply) => {
    const shop = await open();
    shop.replies.set("/", reply);
    const walked = await walk(request(shop, { trust: shop.way.trust }));
    expect(problems(walked)).toHaveLength(1);
    expect(walked.withoutRelease).toBe(false);
  });
});
