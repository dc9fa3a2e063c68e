import { startTlsPorts } from "../defaults/ports.ts";

/** Arguments for the plan of a network firewall. */
export interface PacketPlanArgs {
  /** IPv4 block of the VPC: whose connections are looked at. */
  readonly vpcCidr: string;
  /** Names that TLS connections may ask for, `api.example.com` or `*.example.com`. */
  readonly allowedHosts: readonly string[];
  /** The port that nodes submit mail on. @default - none: mail goes by HTTPS */
  readonly mailPort?: number | undefined;
}

/** Groups of rules are asked in their order, and so are the rules of each. */
const statefulRuleOptions = { ruleOrder: "STRICT_ORDER" };

/** The policy: it drops what is not allowed, and lets nothing pass uninspected. */
export const packetPolicy = {
  statelessDefaultActions: ["aws:forward_to_sfe"],
  statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
  statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
  statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
};

/** The groups of rules in their order, `part` behind the firewall's name. */
export function packetGroups({ vpcCidr, allowedHosts, mailPort }: PacketPlanArgs) {
  const ruleVariables = { ipSets: [{ key: "HOME_NET", ipSet: { definitions: [vpcCidr] } }] };
  const byName = {
    generatedRulesType: "ALLOWLIST",
    targetTypes: ["TLS_SNI", "HTTP_HOST"],
    // A leading dot stands for every name below.
    targets: allowedHosts.map((host) => host.replace(/^\*/, "")),
  };
  const group = { type: "STATEFUL" };
  return [
    {
      part: "",
      description: "TLS and HTTP to the hosts of the settings",
      // A domain list costs one for each name; the capacity cannot be changed later.
      capacity: 1000,
      ...group,
      ruleGroup: { ruleVariables, rulesSource: { rulesSourceList: byName }, statefulRuleOptions },
    },
    // A conversation that becomes TLS later has no server name to look at; the DNS allow-list decides whom it is with.
    ...(mailPort !== undefined && startTlsPorts.includes(mailPort)
      ? [
          {
            part: "-mail",
            description: "Mail submission with STARTTLS",
            capacity: 10,
            ...group,
            ruleGroup: { ruleVariables, rulesSource: { statefulRules: [passing(mailPort)] }, statefulRuleOptions },
          },
        ]
      : []),
  ];
}

/** Groups' priorities: hundreds, in their order. */
export const packetPriority = (at: number): number => 100 * (at + 1);

function passing(port: number) {
  const header = {
    protocol: "TCP",
    source: "$HOME_NET",
    sourcePort: "ANY",
    direction: "FORWARD",
    destination: "ANY",
    destinationPort: String(port),
  };
  return { action: "PASS", header, ruleOptions: [{ keyword: "sid", settings: ["1"] }] };
}
