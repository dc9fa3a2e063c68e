import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { read } from "../model/values.ts";

/** Possible targets of an alias or address, and the properties that identify them. */
const targets: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/eip:Eip": ["publicIp", "address"],
  "aws:ec2/instance:Instance": ["publicIp", "privateIp"],
  "aws:lb/loadBalancer:LoadBalancer": ["dnsName"],
  "aws:alb/loadBalancer:LoadBalancer": ["dnsName"],
  "aws:elb/loadBalancer:LoadBalancer": ["dnsName"],
  "aws:cloudfront/distribution:Distribution": ["domainName"],
  "aws:apigatewayv2/domainName:DomainName": ["domainName"],
  "aws:globalaccelerator/accelerator:Accelerator": ["dnsName", "ipSets"],
  "aws:route53/record:Record": ["name", "fqdn"],
};

/** Whether an address is private, so that no one on the internet can obtain it (RFC 1918, 4193). */
const isPrivate = (address: string) => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i.test(address);

export const route53RecordDisallowDangling: Policy = {
  name: "aws-route53-record-disallow-dangling",
  description: "Address records point to resources that a stack has: a released address may be assigned to someone else.",
  severity: "high",
  controls: ["R53-03"],
  remediation: "Refer to the resource that has the address or name.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html",
  types: ["aws:route53/record:Record"],
  check: (record, stack) => {
    if (!["A", "AAAA"].includes(record.text("type") ?? "")) return undefined;
    const made = ["records", "aliases"].some((property) => (record.propertyDependencies[property]?.length ?? 0) > 0);
    if (made) return [];
    const names = [...record.list("records"), ...record.list("aliases").map((alias) => read(alias, "name"))].map(String);
    const known = knownTo(stack, record);
    return names
      .filter((name) => !isPrivate(name) && !known.has(plain(name)))
      .map((name) => `leads to ${name}, which no resource of this stack has; refer to the resource instead`);
  },
};

function knownTo(stack: Stack, record: Resource): ReadonlySet<string> {
  const values = Object.entries(targets).flatMap(([type, properties]) =>
    stack.ofType(type).flatMap((target) => (target === record ? [] : properties.map((property) => target.properties[property]))),
  );
  return new Set(values.filter((value) => typeof value === "string" && !isUnknown(value)).map(plain));
}

const plain = (name: unknown) =>
  String(name)
    .toLowerCase()
    .replace(/^dualstack\./, "")
    .replace(/\.$/, "");
