import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import { internetOf } from "../vpc/cidr.ts";
import { ipSetType } from "./types.ts";

export const wafv2IpsetDisallowInternet: Policy = {
  name: "aws-wafv2-ipset-disallow-internet",
  description: "A list of addresses, of staff, monitors or of who is shut out, is not the internet.",
  severity: "high",
  controls: [
    {
      key: "WAF-40",
      service: "WAF",
      control: "Lists of addresses name somebody: none is the internet, or its halves",
      pci: ["1.3.1", "6.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "List the addresses that are meant, as small ranges; to admit everybody, switch the rule off, where it can be seen.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html",
  types: [ipSetType],
  check: (set) => {
    const wide = internetOf(
      set.list("addresses").flatMap((address) => (typeof address === "string" && !isUnknown(address) ? [address] : [])),
    );
    return wide.length > 0 ? [`addresses has ${wide.join(", ")}, which is the internet; list the addresses that are meant`] : [];
  },
};
