import { readFileSync } from "node:fs";
import type { Properties } from "../../../cli/offline/wire.ts";
import { isRecord } from "../../../domain/values.ts";
import { type Finding, readFindings } from "../../../functions/finding-mail/finding.ts";

/** Who found the fixtures. */
export const products = ["security-hub", "guardduty", "inspector", "access-analyzer"] as const;

/** The event of one of the fixtures, as EventBridge sends it, with fields of its finding replaced. */
export function eventOf(product: (typeof products)[number], change: Properties = {}): string {
  const event: unknown = JSON.parse(readFileSync(new URL(`fixtures/${product}.json`, import.meta.url), "utf8"));
  const detail = isRecord(event) ? event.detail : undefined;
  const [finding] = isRecord(detail) && Array.isArray(detail.findings) ? detail.findings : [];
  if (!isRecord(event) || !isRecord(finding)) throw new Error(`${product}: no event of Security Hub's`);
  return JSON.stringify({ ...event, detail: { findings: [{ ...finding, ...change }] } });
}

/** What the function reads in it. */
export function findingOf(product: (typeof products)[number], change: Properties = {}): Finding {
  const [finding] = readFindings(eventOf(product, change), "high");
  if (!finding) throw new Error(`${product}: no finding`);
  return finding;
}
