import { CreateHostedZoneCommand, ListHostedZonesCommand, Route53Client } from "@aws-sdk/client-route-53";
import { describe, expect, test } from "@jest/globals";
import { allow } from "../../domain/iam/statement.ts";
import { emulatedAws } from "../support/emulators/aws.ts";
import { enforced } from "../support/emulators/enforced.ts";

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

describe("the emulated AWS behind IAM", () => {
  test("does what the role's statements allow, refuses all else in the service's words, and tells it at the end", async () => {
    const aws = await emulatedAws();
    const iam = await enforced(aws.endpoint, aws.accountId);
    const zones = new Route53Client({ ...aws.client, endpoint: iam.url });
    await expect(zones.send(new ListHostedZonesCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
    await iam.grant([allow("Looks", ["route53:ListHostedZones"], "*")]);
    expect((await zones.send(new ListHostedZonesCommand({}))).HostedZones).toEqual([]);
    await expect(zones.send(new CreateHostedZoneCommand({ Name: "shop.example", CallerReference: "1" }))).rejects.toThrow(
      "not authorized to perform: route53:CreateHostedZone",
    );
    await expect(iam.stop()).rejects.toThrow("the role's policy refuses route53:ListHostedZones on *, route53:CreateHostedZone on *");
  });
});
