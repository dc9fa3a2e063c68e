import { describe, expect, test } from "@jest/globals";
import { guarded } from "../../cli/offline/guard.ts";
import type { Properties } from "../../cli/offline/wire.ts";
import { program } from "../../stacks/program.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { deploy } from "../support/offline.ts";
import { at, configWith, graphWith, nameOf, ofType, section, storeLookups } from "./graphs.ts";
import { faultsOf, prod } from "./settings-fixture.ts";

const guardOf = (loginGuard: object) => at(parseSettings("shop-prod", { ...prod, loginGuard }).settings, "loginGuard");
const office = { range: "203.0.113.0/28", reason: "The call centre of the shop" };

const hour = { attempts: 20, windowSeconds: 3600, blockSeconds: 3600 };

describe("the settings of the login guard", () => {
  test("are X-Cart's numbers for customers, PCI DSS 8.3.4's for staff, and mails to the contacts", () => {
    expect(guardOf({})).toEqual({
      address: { attempts: 6, windowSeconds: 120, blockSeconds: 120, repeated: hour },
      account: { attempts: 6, windowSeconds: 120, blockSeconds: 120, repeated: hour },
      staff: { attempts: 10, windowSeconds: 86400, blockSeconds: 1800 },
      store: { attempts: 300, windowSeconds: 600 },
      neverBlock: [],
      administrators: ["operations@example.com"],
      attackBlocks: 20,
    });
  });

  test("take each number by itself, and administrators of their own", () => {
    const changed = guardOf({ address: { attempts: 4 }, administrators: ["owner@example.com"] });
    expect([at(changed, "address"), at(changed, "administrators")]).toEqual([
      { attempts: 4, windowSeconds: 120, blockSeconds: 120, repeated: hour },
      ["owner@example.com"],
    ]);
  });

  test.each<[string, object, string[]]>([
    [
      "more attempts for staff than PCI DSS allows",
      { staff: { attempts: 11 } },
      ["loginGuard.staff.attempts: got 11, expected a whole number from 3 to 10 (failures; PCI DSS 8.3.4 allows ten)"],
    ],
    [
      "a shorter block for staff than PCI DSS asks for",
      { staff: { blockSeconds: 1799 } },
      ["loginGuard.staff.blockSeconds: got 1799, expected a whole number from 1800 to 86400 (seconds; PCI DSS 8.3.4 asks for 30 minutes)"],
    ],
    [
      "a first failure that blocks",
      { address: { attempts: 1 } },
      ["loginGuard.address.attempts: got 1, expected a whole number from 2 to 10 (failures)"],
    ],
    [
      "a second tier that the first one holds",
      { address: { attempts: 6, repeated: { attempts: 6 } }, account: { windowSeconds: 3600, blockSeconds: 7200 } },
      [
        "loginGuard.address.repeated.attempts: got 6, expected more than loginGuard.address.attempts, which is 6",
        "loginGuard.account.repeated.windowSeconds: got 3600, expected more than loginGuard.account.windowSeconds, which is 3600",
        "loginGuard.account.repeated.blockSeconds: got 3600, expected more than loginGuard.account.blockSeconds, which is 7200",
      ],
    ],
    [
      "a threshold that no one reaches",
      { address: { repeated: { attempts: 1_000_000 } }, store: { attempts: 1_000_000 } },
      [
        "loginGuard.address.repeated.attempts: got 1000000, expected a whole number from 5 to 100 (failures)",
        "loginGuard.store.attempts: got 1000000, expected a whole number from 50 to 10000 (failures)",
      ],
    ],
    [
      "part of a second",
      { account: { windowSeconds: 90.5 } },
      ["loginGuard.account.windowSeconds: got 90.5, expected a whole number from 60 to 3600 (seconds)"],
    ],
    [
      "everyone never blocked",
      { neverBlock: [{ ...office, range: "0.0.0.0/0" }] },
      ['loginGuard.neverBlock[0].range: got "0.0.0.0/0", expected a block smaller than /0, the whole internet'],
    ],
    [
      "an IPv6 range of a provider's size never blocked",
      { neverBlock: [{ ...office, range: "2400::/31" }] },
      ['loginGuard.neverBlock[0].range: got "2400::/31", expected a block of /32 or smaller, with the party\'s own addresses only'],
    ],
    [
      "an address without a prefix",
      { neverBlock: [{ ...office, range: "203.0.113.7" }] },
      [
        'loginGuard.neverBlock[0].range: got "203.0.113.7", expected an address block such as 203.0.113.0/24, 203.0.113.7/32 or 2001:db8:12::/48',
      ],
    ],
    ["no reason for a range", { neverBlock: [{ range: office.range }] }, ["loginGuard.neverBlock[0].reason: missing; expected a reason"]],
    [
      "a range twice",
      { neverBlock: [office, office] },
      ['loginGuard.neverBlock[1].range: got "203.0.113.0/28", expected a range outside loginGuard.neverBlock[0]'],
    ],
    [
      "a range within a later one",
      { neverBlock: [{ ...office, range: "203.0.113.8/32" }, office] },
      ['loginGuard.neverBlock[0].range: got "203.0.113.8/32", expected a range outside loginGuard.neverBlock[1]'],
    ],
    ["no one to write to", { administrators: [] }, ["loginGuard.administrators: got [], expected at least one email address"]],
    [
      "an unknown key",
      { addres: {} },
      ["loginGuard.addres: unknown key, expected address or another of account, staff, store, neverBlock, administrators, attackBlocks"],
    ],
  ])("with %s are refused", (_, loginGuard, faults) => {
    expect(faultsOf({ ...prod, loginGuard })).toEqual(faults);
  });

  test("take ranges of both kinds side by side", () => {
    expect(faultsOf({ ...prod, loginGuard: { neverBlock: [office, { ...office, range: "2001:db8::/48" }] } })).toEqual([]);
  });
});

describe("the login guard of a store", () => {
  /** What its table says it may not block, with a store whose ways out are 192.0.2.64 and so on. */
  async function allowedIn(change: Properties): Promise<{ never: string[]; staff: string[] }> {
    const { config } = configWith("demo-prod", change);
    let count = 63;
    const outputs = ({ type }: { readonly type: string }): Properties => {
      if (type !== "aws:ec2/eip:Eip") return {};
      count++;
      return { publicIp: `192.0.2.${count}` };
    };
    const registrations = await guarded(() => deploy(program, { stack: "demo-prod", config, outputs, lookups: storeLookups }));
    const item = registrations.find(({ type }) => type === "aws:dynamodb/tableItem:TableItem")?.inputs.item;
    const { never, staff }: { never: { S: string }; staff: { S: string } } = JSON.parse(String(item));
    return { never: JSON.parse(never.S), staff: JSON.parse(staff.S) };
  }

  test("never blocks what the settings name, scanners, monitors, and its own way out; staff by a rule of their own", async () => {
    const party = { name: "Example", reason: "Looks at the shop from outside", until: "permanent" };
    const allowed = await allowedIn({
      loginGuard: { neverBlock: [office] },
      firewall: {
        ...section("demo-prod", "firewall"),
        scanners: [{ ...party, addresses: ["198.51.100.0/26"] }],
        monitors: [{ ...party, name: "Monitor", addresses: ["198.51.100.128/32"] }],
        admin: { addresses: ["203.0.113.64/28"] },
      },
    });
    expect({ ...allowed, never: allowed.never.toSorted() }).toEqual({
      never: [
        "192.0.2.64/32",
        "192.0.2.65/32",
        "192.0.2.66/32",
        "198.51.100.0/25",
        "198.51.100.0/26",
        "198.51.100.128/32",
        "203.0.113.0/28",
      ],
      staff: ["203.0.113.64/28"],
    });
  });

  test.each(["demo-dev", "demo-staging", "demo-prod"])("in %s feeds both sets that the web ACL blocks by", async (demo) => {
    const graph = await graphWith(demo);
    const sets = ofType(graph, "aws:wafv2/ipSet:IpSet").filter((set) => nameOf(set).startsWith("guard-"));
    const [acl] = ofType(graph, "aws:wafv2/webAcl:WebAcl");
    expect(sets.map(nameOf)).toEqual(["guard-ipv4", "guard-ipv6"]);
    const [guard] = ofType(graph, "aws:lambda/function:Function").filter((one) => nameOf(one) === "login-guard");
    for (const { urn } of sets) {
      expect(acl?.propertyDependencies?.rules).toContain(urn);
      expect(guard?.propertyDependencies?.environment).toContain(urn);
    }
  });
});
