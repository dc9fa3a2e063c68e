import { WalkFault } from "../faults.ts";
import { address, selectors } from "./names.ts";
import { ACTION, arrived, click, open, type Stage, visible } from "./stage.ts";

const checkoutPath = "/?target=checkout";
/** Maximum sections of a checkout before the payment: address, shipping, those of add-ons. */
const MAX_SECTIONS = 5;

/** From the cart to the payment step, as a guest. Ends before an order: its button is looked for, never pressed. */
export async function checkOut(stage: Stage): Promise<void> {
  const { page } = stage;
  await open(stage, "checkout", checkoutPath);
  if (/[?&]target=cart\b/.test(page.url()) || (await visible(page.locator(selectors.emptyCart)))) {
    throw new WalkFault("product", "The checkout leads back to the cart: the product that was put into it cannot be ordered.");
  }
  await asGuest(stage);
  for (let i = 0; i < MAX_SECTIONS && !(await atPayment(stage)); i++) {
    await fillAddress(stage);
    if (!(await click(page.locator(selectors.next)))) break;
    await arrived(stage, "checkout's next section");
  }
  if (!(await atPayment(stage))) {
    throw new WalkFault(
      "no-payment-step",
      `The payment step was not found: ${new URL(page.url()).pathname} shows no payment method and no button to place the order.`,
    );
  }
  await choosePayment(stage);
}

/** Continues as a guest, with an email address only, if the store asks for a sign-in. */
async function asGuest(stage: Stage): Promise<void> {
  const { page, pace } = stage;
  const email = page.locator(selectors.guestEmail);
  if (await visible(email)) {
    await email.first().fill(emailOf(stage), { timeout: ACTION });
    await pace.pause();
    const left = page.waitForEvent("framenavigated", { timeout: ACTION }).catch(() => undefined);
    if (await click(page.locator(selectors.guestContinue))) await left;
    await arrived(stage, "checkout as a guest");
  }
  const asked =
    (await visible(page.locator(selectors.account))) && !(await atPayment(stage)) && !(await visible(page.locator(selectors.next)));
  if (asked)
    throw new WalkFault(
      "account",
      "The checkout wants an account: there is no way to order as a guest, and the payment page was not seen.",
    );
}

/** No mail is ever sent to it (RFC 2606). */
const emailOf = ({ request }: Stage): string =>
  `shopper@${new URL(request.origin).hostname.replace(/^(localhost|[\d.]+)$/, "shop")}.example`;

async function atPayment({ page }: Stage): Promise<boolean> {
  return (
    (await visible(page.locator(selectors.placeOrder))) ||
    ((await visible(page.locator(selectors.paymentMethods))) && !(await visible(page.locator(selectors.next))))
  );
}

async function fillAddress({ page, request, pace }: Stage): Promise<void> {
  const country = page.locator("select[name$='[country_code]']:visible");
  if (await visible(country))
    await country
      .first()
      .selectOption(request.shopper.country, { timeout: ACTION })
      .catch(() => undefined);
  for (const field of await page.locator("input[name*='Address[']:visible, input[name*='address[']:visible").all()) {
    const name = (await field.getAttribute("name", { timeout: ACTION })) ?? "";
    const value = address.find(([ending]) => ending.test(name))?.[1];
    if (value && (await field.inputValue({ timeout: ACTION })) === "") await field.fill(value, { timeout: ACTION }).catch(() => undefined);
  }
  const state = page.locator("select[name$='[state_id]']:visible");
  if (await visible(state))
    await state
      .first()
      .selectOption({ index: 1 }, { timeout: ACTION })
      .catch(() => undefined);
  await pace.pause();
}

/** A method with a card, where one says so; else what X-Cart has chosen. */
async function choosePayment(stage: Stage): Promise<void> {
  const { page } = stage;
  const cards = page
    .locator("label", { has: page.locator(selectors.paymentMethods) })
    .filter({ hasText: /card|karte|carte|tarjeta|carta|kaart/i });
  if (
    !(await visible(cards)) ||
    (await cards
      .first()
      .locator("input")
      .isChecked()
      .catch(() => true))
  )
    return;
  if (await click(cards)) await arrived(stage, "payment method");
}
