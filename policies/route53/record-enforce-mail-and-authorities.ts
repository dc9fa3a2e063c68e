import { knownAuthorities } from "../../domain/defaults/authorities.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import { intended } from "../model/intended.ts";
import { oncePerStack } from "../model/once.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { trusted } from "../pulumi/names-known.ts";

const recordType = "aws:route53/record:Record";

/** AWS's own names in CAA records, any of which it heeds. Source: docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
const authorities = new Set([
  ...Object.values(knownAuthorities).map(({ caaDomain }) => caaDomain),
  "amazon.com",
  "amazontrust.com",
  "awstrust.com",
  "amazonaws.com",
]);

export const route53RecordEnforceMailAndAuthorities: Policy = {
  name: "aws-route53-record-enforce-mail-and-authorities",
  description: "A domain's records reject forged email, and certificates of authorities that the settings do not name.",
  severity: "high",
  controls: [
    {
      key: "R53-40",
      service: "Route 53",
      control: "SPF and DMARC reject forged email, and the CAA records of each name allow only the store's authorities",
      pci: ["4.2.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "End SPF with -all, set p=quarantine or p=reject without pct, and name only the authorities of the settings in CAA.",
  url: "https://www.rfc-editor.org/rfc/rfc7489#section-6.3",
  types: [recordType],
  check: (record, stack) => {
    const type = record.text("type");
    if (stack.isOurs && type === "A") return uncertified(record, stack);
    // What the certificate's function answers names authorities of the settings, and its account there.
    if (!stack.isOurs || (type !== "TXT" && type !== "CAA") || isUnknown(record.properties.records)) return undefined;
    const values = record.list("records").filter((value) => typeof value === "string" && !isUnknown(value));
    return values.flatMap((value) => (type === "CAA" ? ofCaa(String(value), stack) : ofText(String(value), record)));
  },
};

/**
 * A store's name, for which any authority may issue where no record says which; other programs' names, and those whose CAA the settings
 * leave to the zone's owner, have others to say it.
 */
function uncertified(record: Resource, stack: Stack): string[] | undefined {
  const { name } = record.properties;
  if (!record.has("aliases") || isUnknown(name) || intended(stack)?.caa === false) return undefined;
  return certified(stack).has(name) ? [] : [`no CAA record says which authorities may issue for ${name}; put it back`];
}

const certified = oncePerStack(
  (stack): ReadonlySet<unknown> =>
    new Set(
      stack
        .ofType(recordType)
        .filter(({ properties }) => properties.type === "CAA")
        .map(({ properties }) => properties.name),
    ),
);

function ofText(value: string, { name }: Resource): string[] {
  const text = value.replaceAll('"', "").trim();
  if (/^v=spf1\b/i.test(text)) return /[ ][-~]all$/i.test(text) ? [] : [`${name} is ${text}, which allows any sender; end it with -all`];
  if (!/^v=DMARC1\b/i.test(text)) return [];
  const policies = [...text.matchAll(/;\s*s?p\s*=\s*(\w+)/gi)].map(([, policy = ""]) => policy.toLowerCase());
  const share = /;\s*pct\s*=\s*(\d+)/i.exec(text)?.[1] ?? "100";
  return policies.length > 0 && policies.every((policy) => policy === "quarantine" || policy === "reject") && share === "100"
    ? []
    : [`${name} is ${text}, which accepts forged email; set p=quarantine or p=reject for all of it`];
}

/** Faults of a CAA record such as `0 issue "letsencrypt.org; accounturi=…"`; `;` allows no authority. */
function ofCaa(value: string, stack: Stack): string[] {
  const [, issuer = ""] = /^\d+\s+issue(?:wild|mail)?\s+"?([^";]*)/i.exec(value) ?? [];
  const name = issuer.trim().toLowerCase();
  return name === "" || authorities.has(name) || trusted(stack).has(name)
    ? []
    : [`it allows certificates of ${name}, which the settings do not name; remove it`];
}
