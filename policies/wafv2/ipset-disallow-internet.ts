import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import { internetOf } from "../vpc/cidr.ts";
import { ipSetType } from "./types.ts";

export const wafv2IpsetDisallowInternet: Policy = {
  name: "aws-wafv2-ipset-disallow-internet",
  description: "Lists of addresses, such as those of staff, monitors or blocked clients, are not the internet.",
  severity: "high",
  controls: [
    {
      key: "WAF-40",
      service: "WAF",
      control: "Address lists name specific networks: none is the internet, or one half of it",
      pci: ["1.3.1", "6.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "List the intended addresses, as small ranges; to allow all addresses, disable the rule instead, which is visible.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html",
  types: [ipSetType],
  check: (set) => {
    const wide = internetOf(
      set.list("addresses").flatMap((address) => (typeof address === "string" && !isUnknown(address) ? [address] : [])),
    );
    return wide.length > 0 ? [`addresses has ${wide.join(", ")}, which is the internet; list the intended addresses`] : [];
  },
};
