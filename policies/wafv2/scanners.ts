import type { Resource, Stack } from "../model/stack.ts";
import { ipSetType, statements, type WafRule } from "./types.ts";

const aboutScanners = /(^|[^a-z])(asv|scanners?|scan)([^a-z]|$)/i;

/** Whether an IP set holds the addresses of an approved scanning vendor, by its name or description. */
export const isScannerSet = (set: Resource): boolean =>
  [
    set.name,
    ...["name", "description"]
      .filter((property) => set.has(property) && typeof set.properties[property] === "string")
      .map((property) => String(set.properties[property])),
  ].some((text) => aboutScanners.test(text));

/** Whether a rule is about the scanners' addresses and nothing else. */
export function isScannerRule(rule: WafRule, acl: Resource, stack: Stack): boolean {
  const keys = Object.keys(rule.statement).filter((key) => rule.statement[key] !== undefined);
  if (!keys.every((key) => key === "ipSetReferenceStatement" || key === "orStatement")) return false;
  const hasSet = ["rules", "ruleJson"].some((property) => stack.referred(acl, property, [ipSetType]).some(isScannerSet));
  return hasSet && aboutScanners.test(rule.name) && statements(rule.statement, "ipSetReferenceStatement").length > 0;
}
