import { expect, test } from "@jest/globals";
import { Delegations } from "../../../components/zone/delegations.ts";
import { deploy } from "../../support/offline.ts";
import { inputsByName } from "../registrations.ts";

test("each zone below has NS records in the zone above, and DS records where it is signed", async () => {
  const nameServers = ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"];
  const ds = [`2371 13 2 ${"ab".repeat(32)}`];
  const delegations = [
    { zone: "dev.example.com", nameServers },
    { zone: "signed.example.com", nameServers, ds },
  ];
  const made = await deploy(() => new Delegations("delegations", { zoneId: "Z1", delegations }));
  expect(inputsByName(made, "aws:route53/record:Record")).toEqual({
    "delegations-dev.example.com": { zoneId: "Z1", name: "dev.example.com", type: "NS", ttl: 3600, records: nameServers },
    "delegations-signed.example.com": { zoneId: "Z1", name: "signed.example.com", type: "NS", ttl: 3600, records: nameServers },
    "delegations-signed.example.com-ds": { zoneId: "Z1", name: "signed.example.com", type: "DS", ttl: 3600, records: ds },
  });
});
