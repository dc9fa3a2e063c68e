import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import { isPrivate } from "./cidr.ts";

export const vpcAddressDisallowPublicDns: Policy = {
  name: "aws-vpc-address-disallow-public-dns",
  description: "Public DNS zones do not disclose internal addresses.",
  severity: "medium",
  controls: ["NET-17"],
  remediation: "Publish the load balancer as an alias; put internal addresses into a private zone.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html",
  types: ["aws:route53/record:Record"],
  check: (record, stack) => {
    if (!["A", "AAAA"].includes(record.text("type") ?? "")) return undefined;
    if (stack.referred(record, "zoneId", ["aws:route53/zone:Zone"]).some((zone) => zone.has("vpcs"))) return undefined;
    return record
      .list("records")
      .filter(
        (address) => typeof address === "string" && !isUnknown(address) && isPrivate(`${address}/${address.includes(":") ? 128 : 32}`),
      )
      .map((address) => `${address} is an internal address in a public zone; use an alias of the load balancer`);
  },
};
