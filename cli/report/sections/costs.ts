import { cents, daysText, margin } from "../../cost/words.ts";
import { Html, html } from "../html.ts";
import type { StackReport } from "../model.ts";
import { chip, code, figure, fold, list, section, table } from "../parts.ts";

/** The monthly costs and their assumptions. */
export function costsSection({ cost: estimate }: StackReport): Html {
  const { cost, assumptions, savings, account, budgetUsd } = estimate;
  return section(
    "costs",
    "What a month costs",
    html`<p class="sum">${cost.missing === 0 ? "About" : "At least"} <strong>$${figure("cost.cost.usd.from", cost.usd.from, cents(cost.usd))}</strong> a month
<span class="note">for 730 hours by AWS's list prices of ${daysText(cost.prices)} in ${cost.region}, ${margin}; without tax, free tier and discounts.${
      cost.missing === 0 ? "" : ` ${cost.missing} ${cost.missing === 1 ? "thing has" : "things have"} no price here.`
    }</span></p>`,
    budgetUsd === undefined
      ? undefined
      : html`<p>The budget of ${account ?? "the account"} is $${figure("cost.budgetUsd", budgetUsd)} a month for all of its stacks.</p>`,
    groupTable(estimate),
    fold(html`All ${cost.items.length} lines`, itemTable(estimate)),
    assumptions.length === 0
      ? undefined
      : fold(
          "Assumed monthly use",
          list(assumptions.map(({ name, value, set }) => html`${code(name)} ${value.toLocaleString("en-US")}${set ? " (set)" : ""}`)),
        ),
    savings.length === 0
      ? undefined
      : fold(
          "Possible savings, and what they give up",
          table(
            "Savings, US dollars a month",
            [{ head: "Setting" }, { head: "Saves", number: true }, { head: "Gives up" }],
            savings.map(({ setting, usd, givesUp }) => [code(setting), cents({ from: usd, to: usd }), givesUp]),
          ),
        ),
    cost.unpriced.length === 0 ? undefined : fold(html`${cost.unpriced.length} items that are not included`, list(cost.unpriced)),
  );
}

function groupTable({ cost }: StackReport["cost"]): Html {
  const max = Math.max(1, ...cost.groups.map(({ usd }) => usd.from));
  return table(
    "By group, US dollars a month",
    [{ head: "Group" }, { head: "A month", number: true }, { head: "Share" }],
    cost.groups.map(({ group, usd }, at) => [
      group,
      figure(`cost.cost.groups.${at}.usd.from`, usd.from, cents(usd)),
      new Html(
        `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${((100 * usd.from) / max).toFixed(1)}" height="8" rx="2"/></svg>`,
      ),
    ]),
  );
}

const itemTable = ({ cost }: StackReport["cost"]): Html =>
  html`${table(
    "Every line of the estimate, US dollars a month",
    [{ head: "What" }, { head: "Group" }, { head: "How many", number: true }, { head: "A month", number: true }],
    cost.items.map(({ what, size, group, count, counted, usd }) => [
      `${what} ${size}`.trim(),
      group,
      `${amount(count)} ${counted}`.trim(),
      cents(usd),
    ]),
  )}${cost.missing > 0 ? chip("warn", "the sum is too low: something has no price here") : ""}`;

function amount({ from, to }: { readonly from: number; readonly to: number }): string {
  const text = (value: number) => value.toLocaleString("en-US", { maximumSignificantDigits: 4 });
  return from === to ? text(from) : `${text(from)} to ${text(to)}`;
}
