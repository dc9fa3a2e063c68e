import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { download, renewed, tableText, writeTable } from "../../cli/prices/renew.ts";
import { offers } from "../../cli/prices/selectors.ts";
import { listPrices, type PriceTable } from "../../domain/prices/table.ts";

/** As AWS writes it: see docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html. */
const preamble = `"FormatVersion","v1.0"
"Disclaimer","This pricing list is for informational purposes only, ""as is"". All prices are subject to the terms"
"Publication Date","2026-11-20T18:32:21Z"
"Version","20261120183221"
"OfferCode","AmazonEC2"
`;
const columns = ["SKU", "TermType", "PriceDescription", "StartingRange", "PricePerUnit", "Currency", "Instance Type"].concat([
  "Operating System",
  "Tenancy",
  "Pre Installed S/W",
  "CapacityStatus",
  "usageType",
  "operation",
]);
const row = (cells: Readonly<Record<string, string>>) => columns.map((name) => `"${cells[name] ?? ""}"`).join(",");
const price = (usageType: string, usd: string, more: Readonly<Record<string, string>> = {}) =>
  row({ SKU: "S", TermType: "OnDemand", StartingRange: "0", PricePerUnit: usd, Currency: "USD", usageType, ...more });
const instance = { "Operating System": "Linux", Tenancy: "Shared", "Pre Installed S/W": "NA", CapacityStatus: "Used" };
const rows = [
  price("EUC1-NatGateway-Hours", "0.0530000000", { PriceDescription: '$0.053 per NAT Gateway Hour, ""standard""' }),
  price("EUC1-NatGateway-Bytes", "0.0530000000"),
  price("EUC1-EBS:VolumeUsage.gp3", "0.0960000000"),
  price("EUC1-BoxUsage:m7g.large", "0.0990000000", { "Instance Type": "m7g.large", ...instance }),
  price("EUC1-BoxUsage:m7g.xlarge", "0.1980000000", { "Instance Type": "m7g.xlarge", ...instance }),
  price("EUC1-BoxUsage:m7g.large", "0.1990000000", { "Instance Type": "m7g.large", ...instance, "Operating System": "Windows" }),
  price("EUC1-BoxUsage:m7g.large", "0.0500000000", { "Instance Type": "m7g.large", ...instance, TermType: "Reserved" }),
  price("EUC1-Other-Bytes", "0.0100000000", { StartingRange: "10240" }),
];
const file = (...lines: string[]) => `${preamble}${columns.map((name) => `"${name}"`).join(",")}\n${lines.join("\n")}\n`;

const ec2 = offers.slice(0, 1);
const old = { typed: { asOf: "2025-06-30", what: "typed in" } };
const table: PriceTable = {
  sources: old,
  prices: {
    "nat.hour": { unit: "hour", source: "typed", usd: { "eu-central-1": 0.052, "us-east-1": 0.045 } },
    "ec2.m7g": { unit: "hour of a large instance", source: "typed", usd: { "eu-central-1": 0.0978 } },
    "kms.key": { unit: "month", source: "typed", usd: 1 },
  },
};

let server: Server | undefined;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "prices-"));
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true });
});

/** A price list of one's own, and what a download of it comes to. */
async function downloadFrom(answer: RequestListener, limits: { maxBytes?: number; silence?: number } = {}) {
  const own = createServer(answer);
  server = own;
  await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
  const at = own.address();
  const address = `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}`;
  return await download(table, ec2, ["eu-central-1"], { address, maxBytes: 1_000_000, silence: 5000, ...limits });
}

const serving =
  (text: string): RequestListener =>
  (_, response) => {
    // In small pieces, as a network would bring it.
    for (let at = 0; at < text.length; at += 100) response.write(text.slice(at, at + 100));
    response.end();
  };

test("prices of the wanted rows are read, of the first tier and on demand alone, and dated by their publication", async () => {
  const asked: (string | undefined)[] = [];
  const renewal = await downloadFrom((request, response) => {
    asked.push(request.url);
    serving(file(...rows))(request, response);
  });
  expect(asked).toEqual(["/offers/v1.0/aws/AmazonEC2/current/eu-central-1/index.csv"]);
  expect(renewal).toEqual({
    published: "2026-11-20",
    prices: [
      { price: "nat.hour", region: "eu-central-1", usd: 0.053 },
      { price: "nat.gb", region: "eu-central-1", usd: 0.053 },
      { price: "ebs.gp3", region: "eu-central-1", usd: 0.096 },
      { price: "ec2.m7g", region: "eu-central-1", usd: 0.099 },
    ],
  });
});

test("renewed prices have the new source, the others keep theirs, and a source that nothing uses goes", () => {
  const { sources, prices } = renewed(table, {
    published: "2026-11-20",
    prices: [{ price: "nat.hour", region: "eu-central-1", usd: 0.053 }],
  });
  expect([prices["nat.hour"], prices["kms.key"], Object.keys(sources)]).toEqual([
    { unit: "hour", source: "price-list-2026-11-20", usd: { "eu-central-1": 0.053 } },
    table.prices["kms.key"],
    ["typed", "price-list-2026-11-20"],
  ]);
  const all = renewed(
    { sources: old, prices: { "nat.hour": { unit: "hour", source: "typed", usd: 1 } } },
    { published: "2026-11-20", prices: [{ price: "nat.hour", region: "eu-central-1", usd: 2 }] },
  );
  expect(Object.keys(all.sources)).toEqual(["price-list-2026-11-20"]);
});

test.each<readonly [string, RequestListener, RegExp]>([
  ["an error", (_, response) => response.writeHead(503).end(), /the price list answers 503/],
  ["no offer file", serving("<html></html>\n"), /no publication date and columns/],
  ["a file without a column", serving(`${preamble}"SKU","TermType"\n`), /no column StartingRange, PricePerUnit, Currency, usageType/],
  ["a file cut in a line", serving(file(...rows).slice(0, -40)), /ends in the middle of a line/],
  ["a file that lacks what the table has", serving(file(...rows.slice(1, 3))), /got no price of nat\.hour, ec2\.m7g/],
  ["a file without line ends", serving(preamble + "x".repeat(200_000)), /a line of more than 100000 characters/],
  [
    "a connection that breaks",
    (_, response) => void response.writeHead(200, { "content-length": 9999 }).write(preamble, () => response.destroy()),
    /AmazonEC2/,
  ],
])("%s is one sentence", async (_, answer, sentence) => {
  const failed = downloadFrom(answer);
  await expect(failed).rejects.toThrow(sentence);
  await expect(failed).rejects.toThrow(/^[^\n]+nothing was written[^\n]*$/);
});

test("a file that is too large is given up", async () => {
  await expect(downloadFrom(serving(file(...rows)), { maxBytes: 500 })).rejects.toThrow(/more than 500 bytes/);
});

test("a download that stops coming is given up", async () => {
  await expect(downloadFrom((_, response) => void response.write(preamble), { silence: 100 })).rejects.toThrow(
    /nothing came for 0\.1 seconds/,
  );
});

test("the table is written as a whole, in the form in which it is kept", () => {
  const target = join(folder, "table.json");
  writeTable(target, listPrices);
  const kept = readFileSync(join(import.meta.dirname, "../../domain/prices/table.json"), "utf8");
  expect([readFileSync(target, "utf8") === kept, tableText(listPrices) === kept, readdirSync(folder)]).toEqual([
    true,
    true,
    ["table.json"],
  ]);
  expect(() => writeTable(join(folder, "missing", "table.json"), table)).toThrow(/cannot be written/);
});
