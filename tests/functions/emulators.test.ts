import { CreateHostedZoneCommand, ListHostedZonesCommand, Route53Client } from "@aws-sdk/client-route-53";
import { describe, expect, test } from "@jest/globals";
import { emulatedAws } from "../support/emulators/aws.ts";

describe("the emulated AWS", () => {
  test("gives each suite an account of its own", async () => {
    const [one, other] = await Promise.all([emulatedAws(), emulatedAws()]);
    expect(one.accountId).not.toBe(other.accountId);
    const [mine, theirs] = [new Route53Client(one.client), new Route53Client(other.client)];
    await mine.send(new CreateHostedZoneCommand({ Name: "shop.example", CallerReference: "1" }));
    expect((await mine.send(new ListHostedZonesCommand({}))).HostedZones?.map(({ Name }) => Name)).toEqual(["shop.example."]);
    expect((await theirs.send(new ListHostedZonesCommand({}))).HostedZones).toEqual([]);
  });
});
