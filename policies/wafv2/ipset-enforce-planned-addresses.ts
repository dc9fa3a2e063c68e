import { differences } from "../model/differences.ts";
import { ownValue } from "../model/own.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { plannedSets } from "./planned.ts";
import { ipSetType } from "./types.ts";

export const wafv2IpsetEnforcePlannedAddresses: Policy = {
  name: "aws-wafv2-ipset-enforce-planned-addresses",
  description: "A store's lists of addresses, of staff, scanners, monitors, partners and blocked clients, are those of its settings.",
  severity: "critical",
  controls: [
    {
      key: "WAF-42",
      service: "WAF",
      control: "Address lists have exactly the addresses of the settings and the store's own",
      pci: ["6.4.2", "7.2.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name the addresses in the settings, under firewall, where changes are reviewed.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-ip-set-managing.html",
  types: [ipSetType],
  check: (set, stack) => {
    const planned = plannedSets(stack);
    if (planned === undefined) return undefined;
    const addresses = planned.get(set.text("name") ?? "");
    if (addresses === undefined) return [`the list ${show(set.text("name"))} is not in the settings; remove it`];
    if (addresses === "a function's") return [];
    const egress = ownValue(
      "the store's egress addresses",
      { holder: set, property: "addresses" },
      stack.ofType("aws:ec2/eip:Eip"),
      "publicIp",
      (ip) => `${ip}/32`,
    );
    const isMonitors = set.text("name") === `${stack.name}-monitor-ipv4`;
    return differences(
      addresses,
      set.list("addresses").filter((address) => !isMonitors || !egress.admits(address)),
      "addresses",
    );
  },
};
