import { isPastGrace } from "../../domain/calendars/endings.ts";
import { isRecord } from "../../domain/values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { isInternet, isPrivate } from "../vpc/cidr.ts";
import { isScannerSet } from "./scanners.ts";
import { ipSetType } from "./types.ts";

const day = /^(\d{4}-\d{2}-\d{2})$/;

export const wafv2IpsetConfigureScannerList: Policy = {
  name: "aws-wafv2-ipset-configure-scanner-list",
  description: "The allow-list of PCI scanners names small public ranges and ends on a date.",
  severity: "medium",
  controls: [
    {
      key: "G4",
      service: "What no other tool checks",
      control: "The allow-list of the scanning vendor (ASV) is narrow and skips only rate and bot rules",
      pci: ["11.3.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "List the vendor's ranges, /20 or smaller; set a tag until with the last day, or permanent with a reason in the description.",
  url: "https://docs-prv.pcisecuritystandards.org/PCI%20DSS/Standard/PCI-DSS-v4_0_1.pdf",
  types: [ipSetType],
  check: (set, stack) => {
    if (!isScannerSet(set)) return undefined;
    const wide = set
      .list("addresses")
      .map(String)
      .filter((cidr) => isInternet(cidr) || isPrivate(cidr) || Number(cidr.split("/")[1] ?? 32) < (cidr.includes(":") ? 48 : 20))
      .map((cidr) => `${cidr} is more than a scanner's range; name the vendor's ranges`);
    return [...wide, ...untimed(set, stack.today)];
  },
};

function untimed(set: Resource, today: string): string[] {
  const tags = set.get("tags");
  const until = isRecord(tags) ? (tags.until ?? tags.expires ?? tags.Until) : undefined;
  if (until === "permanent") return [];
  if (typeof until !== "string" || !day.test(until)) return [`the tag until is ${show(until)}; set the last day, such as 2027-03-31`];
  return isPastGrace(until, today) ? [`the list ended on ${until}; remove it or set a new day`] : [];
}
