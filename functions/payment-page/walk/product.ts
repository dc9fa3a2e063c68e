import { WalkFault } from "../faults.ts";
import { selectors } from "./names.ts";
import { click, open, type Stage, visible } from "./stage.ts";

/** Products and categories that are tried. */
const MAX_PRODUCTS = 5;
const MAX_CATEGORIES = 3;
const PATIENCE = 8000;

/** Puts a product into the cart: the named one, or the first that can be bought, from the home page on. */
export async function buy(stage: Stage): Promise<void> {
  const { product } = stage.request;
  if (product !== undefined) {
    const path = `/?target=product&product_id=${product}`;
    await open(stage, "product", path);
    if (!(await addToCart(stage)))
      throw new WalkFault(
        "product",
        `The product ${product} cannot be bought: its page (${path}) has no button to put it into the cart, or it does not work.`,
      );
    return;
  }
  const tried = new Set<string>();
  const categories = [undefined, ...(await links(stage, selectors.categories, MAX_CATEGORIES))];
  for (const category of categories) {
    if (category !== undefined) await open(stage, "category", category);
    for (const path of await links(stage, selectors.products, MAX_PRODUCTS)) {
      if (tried.has(path)) continue;
      tried.add(path);
      await open(stage, "product", path);
      if (await addToCart(stage)) return;
    }
  }
  const names = tried.size === 0 ? "neither the home page nor a category links to one" : `tried ${[...tried].join(", ")}`;
  throw new WalkFault("product", `No product can be bought: ${names}.`);
}

/** Paths of the store that links lead to, each once, in the page's order. */
async function links({ page, request }: Stage, selector: string, max: number): Promise<string[]> {
  const found = new Set<string>();
  for (const link of (await page.locator(selector).all()).slice(0, 40)) {
    const href = await link.getAttribute("href", { timeout: 1000 }).catch(() => null);
    if (href === null || !URL.canParse(href, page.url())) continue;
    const url = new URL(href, page.url());
    if (url.origin === request.origin) found.add(url.pathname + url.search);
    if (found.size >= max) break;
  }
  return [...found];
}

/** Presses the button of the product's page; X-Cart sends the request in the background, or as a form, and shows the cart or a popup. */
async function addToCart({ page, pace }: Stage): Promise<boolean> {
  const button = page.locator(selectors.addToCart);
  if (!(await visible(button))) return false;
  for (const select of await page.locator(selectors.options).all()) {
    await select.selectOption({ index: 1 }, { timeout: 2000 }).catch(() => undefined);
  }
  const answered = page
    .waitForResponse((response) => response.request().method() === "POST" && response.url().startsWith(new URL(page.url()).origin), {
      timeout: PATIENCE,
    })
    .then(
      (response) => response.status() < 400,
      () => false,
    );
  await pace.pause();
  return (await click(button)) && (await answered);
}
