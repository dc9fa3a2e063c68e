// `npm run prices`: renews domain/prices/table.json from AWS's public price list. It downloads some gigabytes.
import { fileURLToPath } from "node:url";
import { regionNames } from "../domain/defaults/regions.ts";
import { listPrices } from "../domain/prices/table.ts";
import { messageOf, UserError } from "./offline/faults.ts";
import { awsPriceList } from "./prices/download.ts";
import { download, renewed, writeTable } from "./prices/renew.ts";
import { offers } from "./prices/selectors.ts";

try {
  const renewal = await download(listPrices, offers, regionNames, awsPriceList, console.error);
  writeTable(fileURLToPath(new URL("../domain/prices/table.json", import.meta.url)), renewed(listPrices, renewal));
  console.log(`${renewal.prices.length} prices of ${renewal.published}; look at the change with git diff`);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(messageOf(error));
  process.exitCode = 1;
}
