import { isOfOneAccount, sharedBecause, sharedSuffixes } from "../../domain/defaults/shared-hosts.ts";
import type { NameRule } from "../../domain/network/network.ts";
import type { Policy } from "../model/policy.ts";
import { nameRulesOf, packetRulesOf } from "./simulated-names.ts";

export const vpcNetworkDisallowSharedEgress: Policy = {
  name: "aws-vpc-network-disallow-shared-egress",
  description:
    "Egress allow-lists have no wildcard over domains in which anyone can register names (amazonaws.com, cloudfront.net …), and those are blocked before wildcards are allowed.",
  severity: "high",
  controls: ["G21"],
  remediation: "Name the hosts one by one, and block the shared suffixes by a DNS firewall rule before the one that allows wildcards.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-groups.html",
  types: ["aws:ec2/vpc:Vpc"],
  check: (vpc, stack) => {
    const names = nameRulesOf(vpc, stack);
    const packets = packetRulesOf(vpc, stack);
    if (!names && !packets) return undefined;
    const inPackets = (packets ?? []).flatMap(({ id, passes }) =>
      "names" in passes
        ? shared(
            id,
            passes.names.map((name) => name.replace(/^\./, "*.")),
          )
        : [],
    );
    return [...(names ? dnsFaults(names) : []), ...inPackets];
  },
};

const everything = ["*", "*."];

function dnsFaults(rules: readonly NameRule[]): string[] {
  const last = rules.findIndex(({ allows, domains }) => !allows && domains.some((domain) => everything.includes(domain)));
  const before = last < 0 ? rules : rules.slice(0, last);
  const open = before.filter(({ allows }) => allows);
  return [...open.flatMap(({ id, domains }) => shared(id, domains)), ...unblocked(before)];
}

/** Every name allowed is another policy's fault. */
const shared = (id: string, domains: readonly string[]): string[] =>
  domains.flatMap((domain) => {
    const because = domain.startsWith("*.") && !isOfOneAccount(domain) ? sharedBecause(domain) : undefined;
    return because ? [`${id} allows ${domain}: ${because}; name the hosts`] : [];
  });

/** Shared suffixes that no rule blocks before the first rule that allows a wildcard; a wildcard over shared names is a fault by itself. */
function unblocked(rules: readonly NameRule[]): string[] {
  const isWide = (domain: string) => domain.startsWith("*.") && !isNarrow(domain) && sharedBecause(domain) === undefined;
  const first = rules.findIndex(({ allows, domains }) => allows && domains.some(isWide));
  const blocked = (first < 0 ? rules : rules.slice(0, first)).flatMap(({ allows, domains }) => (allows ? [] : domains));
  const missing = sharedSuffixes.map(({ suffix }) => suffix).filter((suffix) => !blocked.includes(`*.${suffix}`));
  if (missing.length === 0) return [];
  return [
    `no DNS firewall rule blocks ${missing.slice(0, 3).join(", ")}${missing.length > 3 ? ` and ${missing.length - 3} more` : ""} before wildcards are allowed, so that a wildcard added later would allow names that anyone can register; add BLOCK for each suffix and *.suffix`,
  ];
}

/** Names of the account's own, and those of the VPC's instances, which the resolver answers by itself. */
const isNarrow = (domain: string): boolean => isOfOneAccount(domain) || domain.endsWith(".internal");
