import type { Frame, Locator } from "playwright-core";
import { ACTION, type Stage, visible } from "./stage.ts";

const fields = {
  number:
    "input:is([autocomplete='cc-number'], #cc_number, [name='cc_number'], [name='cardnumber'], [name='card_number'], [name='cardNumber'], [name='number'][inputmode='numeric'], [id*='card-number' i], [id*='cardnumber' i], [id*='card_number' i], [data-name*='cardnumber' i])",
  month: "input:is([autocomplete='cc-exp-month'], #cc_expire_month, [name='cc_expire_month'])",
  year: "input:is([autocomplete='cc-exp-year'], #cc_expire_year, [name='cc_expire_year'])",
  expiry: "input:is([autocomplete='cc-exp'], [name='exp-date'], [name='expiry'], [name='card_exp'])",
  code: "input:is([autocomplete='cc-csc'], #cc_cvv2, [name='cvc'], [name='cvv'], [name='cvv2'], [name='cc_cvv2'])",
  holder: "input:is([autocomplete='cc-name'], #cc_name, [name='cc_name'], [name='ccname'])",
} as const;

/** Milliseconds that a page may take over a key: each of its reads of the field is looked into meanwhile. */
const KEY = 1000;
const ATTEMPTS = 3;

/** Types a marked number where it may be: into the store's own fields, and into a provider's frame that is named as a test form. Names what was typed into. */
export async function typeCard(stage: Stage, mark: string): Promise<string[]> {
  const typed: string[] = [];
  for (const frame of stage.page.frames()) {
    if (!mayType(frame, stage)) continue;
    const numbers = await frame.locator(fields.number).all();
    for (const field of numbers) {
      if (await type(stage, field, mark)) typed.push(`${originOf(frame, stage)} ${await nameOf(field)}`);
    }
    if (numbers.length === 0) continue;
    if (typed.length === 0)
      await stage.fault("card-fields", `The card's number could not be typed into the payment form of ${originOf(frame, stage)}.`);
    const soon = new Date().getUTCFullYear() + 3;
    await type(stage, frame.locator(fields.month), "11");
    await type(stage, frame.locator(fields.year), String(soon).slice(2));
    await type(stage, frame.locator(fields.expiry), `11${String(soon).slice(2)}`);
    await type(stage, frame.locator(fields.code), "123");
    await type(stage, frame.locator(fields.holder), "Robin Miller");
  }
  return typed;
}

/** A frame without an address of its own is part of the store's page. */
function originOf(frame: Frame, { request }: Stage): string {
  return /^https?:/.test(frame.url()) ? new URL(frame.url()).origin : request.origin;
}

function mayType(frame: Frame, stage: Stage): boolean {
  const origin = originOf(frame, stage);
  return origin === stage.request.origin || stage.request.testForms.some((form) => new URL(form).origin === origin);
}

/** Key by key, then leaves the field, as people do: scripts that wait for either are told. */
async function type({ pace }: Stage, field: Locator, text: string): Promise<boolean> {
  if (!(await visible(field))) return false;
  const first = field.first();
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await first.click({ timeout: ACTION });
      await first.fill("", { timeout: ACTION });
      await first.pressSequentially(text, { delay: pace.keys, timeout: ACTION + text.length * (pace.keys * 2 + KEY) });
      // A page that is busy with its own loses keys, and a shopper types again.
      if (withoutForm(await first.inputValue({ timeout: ACTION })) === withoutForm(text)) {
        await first.blur({ timeout: ACTION });
        return true;
      }
    }
  } catch {
    // Covered by something, gone or disabled: not a field that a shopper could type into.
  }
  return false;
}

/** The significant characters of a value: fields group digits, and write names in capitals. */
const withoutForm = (value: string): string => value.toLowerCase().replace(/[^0-9a-z]/g, "");

const nameOf = async (field: Locator): Promise<string> => {
  for (const attribute of ["name", "id", "autocomplete"]) {
    const value = await field.getAttribute(attribute, { timeout: ACTION }).catch(() => null);
    if (value) return value;
  }
  return "field";
};
