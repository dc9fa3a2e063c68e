import type { Rule } from "./charge.ts";
import { accountRules } from "./rules/account.ts";
import { dataRules } from "./rules/data.ts";
import { freeTypes, unpricedTypes } from "./rules/free.ts";
import { logRules } from "./rules/logs.ts";
import { networkRules } from "./rules/network.ts";
import { paymentPageRules } from "./rules/payment-page.ts";
import { protectionRules } from "./rules/protection.ts";
import { webRules } from "./rules/web.ts";

const rules: Readonly<Record<string, Rule>> = {
  ...networkRules,
  ...webRules,
  ...dataRules,
  ...protectionRules,
  ...paymentPageRules,
  ...logRules,
  ...accountRules,
};

/** The billing of a type of resource: by a rule, not at all, or in a way that is not in the estimate. */
export type Billing = { readonly rule: Rule } | { readonly unpriced: string } | "free";

/** The billing of a type; a type without a rule is unpriced. */
export function billingOf(type: string): Billing {
  const rule = rules[type];
  if (rule) return { rule };
  if (freeTypes.has(type) || !type.startsWith("aws:")) return "free";
  return { unpriced: unpricedTypes[type] ?? `${type}: no rule says how it is billed` };
}

/** Whether a rule or a list says how a type is billed. */
export const isKnown = (type: string): boolean => !type.startsWith("aws:") || type in rules || freeTypes.has(type) || type in unpricedTypes;
