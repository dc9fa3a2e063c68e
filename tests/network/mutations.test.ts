import { beforeAll, describe, expect, test } from "@jest/globals";
import { neededConversations } from "../../domain/network/conversations.ts";
import { heldOf, refusedOf } from "../../domain/network/expand.ts";
import type { AclEntry, Network } from "../../domain/network/network.ts";
import { refusedConversations } from "../../domain/network/refused-conversations.ts";
import { type Store, storeOf } from "./stores.ts";
import { type Part, partsOf, without } from "./without.ts";

/** What the tables say against a network: needed conversations that are refused, and forbidden ones that are held. */
function faults({ scene, facts }: Store, network: Network): string[] {
  const changed = { ...scene, network };
  return [
    ...neededConversations(facts).flatMap((row) => refusedOf(row, changed)),
    ...refusedConversations(facts).flatMap((row) => heldOf(row, changed)),
  ];
}

const anyBlock = String.raw`10\.\d+\.\d+\.0/\d+$`;

/** Parts that no conversation of the tables needs, where, and why they stand there all the same. */
const explained: readonly (readonly [id: RegExp, why: string, where?: readonly string[]])[] = [
  [
    new RegExp(`^network-public ingress \\d+: tcp 1024-65535 ${anyBlock}`),
    "Where staff sign in, replies of the provider come from anywhere",
    ["demo-prod"],
  ],
  [
    new RegExp(`^network-public egress \\d+: tcp 443 ${anyBlock}`),
    "Where staff sign in, the load balancer calls 443 anywhere",
    ["demo-prod"],
  ],
  [/^security-edge-web-443 egress$/, "Where staff sign in, the load balancer calls 443 anywhere", ["demo-prod"]],
  [/^network-(public|application) egress \d+: icmp /, "Tells a sender that its packet was too big; no one here has a smaller MTU today"],
  [
    new RegExp(`^network-data (in|e)gress \\d+: tcp 1024-65535 ${anyBlock}`),
    "Replication of caches; AWS does not say whether it passes the subnets' borders",
  ],
  [
    /^security-(web|builder)-(endpoints|s3)-443 egress$/,
    "In the rule on 443 of the internet; stays when that is narrowed, and says why (PCI DSS 1.2.5)",
  ],
  [/^network-egress-2-internet$/, "NAT stands in one zone by default here; a second one moves nothing", ["demo-staging", "demo-dev"]],
  [/^dns-firewall-block-shared$/, "Blocks what a wildcard that someone adds by hand would open: tests/network/exfiltration.test.ts"],
  [/^dns-firewall-block$/, "The network firewall's list drops the same names", ["demo-staging"]],
];

const demos = ["demo-prod", "demo-staging", "demo-dev"] as const;
const unneeded: (readonly [demo: string, part: Part])[] = [];

describe.each(demos)("in %s", (demo) => {
  let store: Store;
  let parts: readonly Part[] = [];
  let outcomes: (readonly [part: Part, faults: readonly string[]])[] = [];
  beforeAll(async () => {
    store = await storeOf(demo);
    parts = partsOf(store.scene.network);
    outcomes = parts.map((part) => [part, faults(store, without(store.scene.network, part))]);
    unneeded.push(...outcomes.flatMap(([part, found]) => (found.length === 0 ? [[demo, part] as const] : [])));
  });

  test("every part is needed by a conversation, or explained", () => {
    const here = unneeded.filter(([where]) => where === demo).map(([, part]) => part);
    process.stdout.write(
      `${demo}: ${parts.length - here.length} of ${parts.length} parts of the network are needed, the others explained\n`,
    );
    const isExplained = ({ id }: Part) => explained.some(([known, , where]) => known.test(id) && (where?.includes(demo) ?? true));
    expect(here.filter((part) => !isExplained(part))).toEqual([]);
  });

  test("what is missing is named: the ACL, the group, the endpoint", () => {
    const names = ({ kind, id }: Part): RegExp => {
      if (kind === "ACL entry") return new RegExp(`network ACL ${id.split(" ")[0]}, (in|out)`);
      if (kind === "rule of a group") return /security group of .*, (in|out)/;
      return kind === "endpoint" ? /leads to no endpoint|bucket/ : /route|NAT|bucket|DNS firewall|network firewall|name/;
    };
    const silent = outcomes.filter(([part, found]) => found.length > 0 && !found.some((fault) => names(part).test(fault)));
    expect(silent).toEqual([]);
  });

  test("replies to the ports of nodes alone fail the functions, by name", () => {
    const { network } = store.scene;
    const narrow = ({ id, ports: [first, last] }: AclEntry): AclEntry["ports"] =>
      id.startsWith("network-application ingress") && first === 1024 ? [32768, 60999] : [first, last];
    const subnets = network.subnets.map((subnet) => ({
      ...subnet,
      acl: {
        ...subnet.acl,
        entries: subnet.acl.entries
          .filter(({ id, ports }) => !(id.startsWith("network-application ingress") && ports[0] === 3390))
          .map((entry) => ({ ...entry, ports: narrow(entry) })),
      },
    }));
    const found = faults(store, { ...network, subnets });
    const refused = (who: string) => found.filter((fault) => fault.startsWith(who)).join("\n");
    expect(refused("function canary")).toContain(
      "is refused by network ACL network-application, in: replies to function canary on ports 1024-3388",
    );
    expect(refused("function restore-validation")).toContain("network ACL network-application, in");
    expect(refused("nodes")).toBe("");
  });

  test("a bucket of AWS that the endpoint does not admit is named", () => {
    const { network } = store.scene;
    const endpoints = network.endpoints.map((one) => ({ ...one, policy: String(one.policy).replaceAll("aws-patch-manager", "x") }));
    expect(faults(store, { ...network, endpoints }).join("\n")).toMatch(
      /^nodes → bucket aws-patch-manager-us-east-1-1970c647d 443 .* is refused by policy of endpoint network-s3/,
    );
  });

  test("a name that the allow-list lacks is named", () => {
    const { network } = store.scene;
    const names = network.names?.map((rule) => ({ ...rule, domains: rule.domains.filter((domain) => !domain.startsWith("market.")) }));
    const found = faults(store, { ...network, ...(names && { names }) });
    expect(found.join("\n")).toMatch(/^nodes → market.x-cart.com 443 .* is refused by DNS firewall, rule dns-firewall-block/);
  });
});

test("no explanation is left of something that is needed, or gone", () => {
  const stale = explained.flatMap(([id, , where = demos]) =>
    where.filter((demo) => !unneeded.some(([at, part]) => at === demo && id.test(part.id))).map((demo) => `${demo}: ${id.source}`),
  );
  expect(stale).toEqual([]);
});
