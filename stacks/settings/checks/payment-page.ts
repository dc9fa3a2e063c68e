import type { AgreedPage } from "../../../domain/payment-page/agreed.ts";
import { maxPolicyBytes, paymentPagePolicy, policyText } from "../../../domain/payment-page/csp.ts";

/** Faults of an agreed page beyond its shape, for a store of these names: sentences about the file as a whole. */
export function agreedPageFaults(
  agreed: AgreedPage,
  { domain, aliases }: { readonly domain: string; readonly aliases: readonly string[] },
): string[] {
  const longest = [domain, ...aliases].reduce((one, other) => (other.length > one.length ? other : one));
  const directives = paymentPagePolicy(agreed, `https://${longest}`);
  const bytes = policyText(directives).length;
  if (bytes <= maxPolicyBytes) return [];
  const [name, ...sources] = directives.reduce((one, other) => (policyText([other]).length > policyText([one]).length ? other : one));
  return [
    `its content security policy has ${bytes} bytes, expected at most ${maxPolicyBytes}, since each browser repeats it in its reports; ${name} has ${sources.length} sources: agree to folders, such as https://js.example.com/v3/*`,
  ];
}
