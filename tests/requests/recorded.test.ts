import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { RecordedRequest } from "../../domain/xcart/recorded.ts";
import { recordedShop } from "../../domain/xcart/recorded-shop.ts";
import { graphWith, section } from "../stacks/graphs.ts";
import { type Layers, layersOf } from "./layers.ts";
import { addresses, type LayeredRequest } from "./request.ts";

const files = recordedShop.filter(({ isFile }) => isFile).map(({ path }) => decodeURIComponent(path.replace(/\?.*/, "")));
const partner = { addresses: [`${addresses.partner}/32`], reason: "Agreed with the store" };

/** What is agreed on with partners, and closed otherwise. */
const firewall = {
  ...section("demo-prod", "firewall"),
  api: partner,
  monitors: [{ ...partner, name: "ShipStation, CloudSearch, QuickBooks", until: "permanent" }],
};
let layers: Layers;
beforeAll(async () => {
  layers = await layersOf(await graphWith("demo-prod", { firewall }), files, { api: true, line: "5.6" });
}, 180_000);
afterAll(() => layers.stop());

test("every row has a name of its own", () => {
  const names = recordedShop.map(({ name, by }) => `${by}: ${name}`);
  expect([...new Set(names)]).toEqual(names);
});

test("every request of a shop is answered by X-Cart, or is a file", async () => {
  const wrong: string[] = [];
  for (const row of recordedShop) {
    await layers.forget();
    const answers = (await layers.answers(asked(row))).map(({ answer }) => answer);
    for (const answer of new Set(answers.filter((one) => !isRight(one, row)))) wrong.push(`${row.name}: ${answer}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);

/** As it comes from outside: staff from their addresses, signed in. */
function asked({ method, path, headers, body, by, country, hints, hasToken, repeated }: RecordedRequest): LayeredRequest[] {
  const { count, every } = repeated ?? { count: 1, every: 0 };
  const whose = by === "staff" ? { ip: addresses.staff, isSignedIn: true } : by === "integration" ? { ip: addresses.partner } : {};
  // Providers and crawlers send no more headers than a program does.
  const sent = headers.accept === undefined ? { accept: "", ...headers } : headers;
  const request = {
    method,
    path,
    headers: sent,
    ...whose,
    ...(body !== undefined && { body: Buffer.from(body).toString("latin1") }),
    ...(country && { country }),
  };
  const more = { ...(hints && { hints }), ...(hasToken && { hasToken }) };
  return Array.from({ length: count }, (_, i) => ({ ...request, ...more, at: i * every }));
}

function isRight(answer: string, { isFile, mayBeAsked, path }: RecordedRequest): boolean {
  if (isFile) return answer === "nginx: file";
  if (path.startsWith("/oauth2/")) return answer === "listener: way back of the sign-in";
  return answer.startsWith("X-Cart: ") || (mayBeAsked === true && /^web ACL: (challenge|captcha)/.test(answer));
}
