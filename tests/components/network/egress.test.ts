import { describe, expect, test } from "@jest/globals";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { output } from "@pulumi/pulumi";
import { Egress, type EgressArgs } from "../../../components/network/egress.ts";
import { deploy } from "../../support/offline.ts";
import { inputsByName, listed, ofType, only, subnetsOf, withoutTags } from "../registrations.ts";

const perZone: Omit<EgressArgs, "gateway"> = {
  nat: "per-zone",
  egressSubnets: subnetsOf("egress", 2),
  applicationSubnets: subnetsOf("application", 2),
  protect: true,
};
const firewall = { subnets: subnetsOf("firewall", 2), endpointIds: [output("vpce-1"), output("vpce-2")] };

const deployEgress = (change: Partial<EgressArgs> = {}) =>
  deploy(() => new Egress("egress", { ...perZone, gateway: new InternetGateway("gateway"), ...change }));
const routes = async (change: Partial<EgressArgs> = {}) => inputsByName(await deployEgress(change), "aws:ec2/route:Route");

const toInternet = (table: string, way: Record<string, string>) => ({
  routeTableId: `${table}-routes`,
  destinationCidrBlock: "0.0.0.0/0",
  ...way,
});

describe("egress with a NAT gateway in each zone", () => {
  test("makes an address, a gateway in the egress subnet and a route for each zone", async () => {
    expect(listed(await deployEgress())).toEqual([
      "aws:ec2/eip:Eip egress-nat-1",
      "aws:ec2/eip:Eip egress-nat-2",
      "aws:ec2/internetGateway:InternetGateway gateway",
      "aws:ec2/natGateway:NatGateway egress-nat-1",
      "aws:ec2/natGateway:NatGateway egress-nat-2",
      "aws:ec2/route:Route egress-application-1",
      "aws:ec2/route:Route egress-application-2",
      "xcart-hosting:index:Egress egress",
    ]);
    expect(ofType(await deployEgress(), "aws:ec2/natGateway:NatGateway").map(withoutTags)).toEqual(
      [1, 2].map((zone) => ({ allocationId: `egress-nat-${zone}-id`, subnetId: `egress-${zone}-id`, connectivityType: "public" })),
    );
  });

  test("leads each zone's nodes to the gateway of their own zone", async () => {
    expect(await routes()).toEqual({
      "egress-application-1": toInternet("application-1", { natGatewayId: "egress-nat-1-id" }),
      "egress-application-2": toInternet("application-2", { natGatewayId: "egress-nat-2-id" }),
    });
  });
});

test("egress with a single NAT gateway leads all nodes to the first zone's", async () => {
  expect(await routes({ nat: "single" })).toEqual({
    "egress-application-1": toInternet("application-1", { natGatewayId: "egress-nat-1-id" }),
    "egress-application-2": toInternet("application-2", { natGatewayId: "egress-nat-1-id" }),
  });
});

describe("egress through the firewall", () => {
  test("leads nodes to their zone's endpoint, from there to NAT, and replies back through the same endpoint", async () => {
    expect(await routes({ firewall })).toEqual({
      "egress-application-1": toInternet("application-1", { vpcEndpointId: "vpce-1" }),
      "egress-application-1-inspected": toInternet("firewall-1", { natGatewayId: "egress-nat-1-id" }),
      "egress-application-1-replies": { routeTableId: "egress-1-routes", destinationCidrBlock: "10.20.0.0/19", vpcEndpointId: "vpce-1" },
      "egress-application-2": toInternet("application-2", { vpcEndpointId: "vpce-2" }),
      "egress-application-2-inspected": toInternet("firewall-2", { natGatewayId: "egress-nat-2-id" }),
      "egress-application-2-replies": { routeTableId: "egress-2-routes", destinationCidrBlock: "10.20.64.0/19", vpcEndpointId: "vpce-2" },
    });
  });

  test("with a single NAT gateway sends each zone's replies from its subnet to that zone's own endpoint", async () => {
    const all = await routes({ firewall, nat: "single" });
    expect([all["egress-application-1-replies"], all["egress-application-2-replies"]]).toEqual([
      { routeTableId: "egress-1-routes", destinationCidrBlock: "10.20.0.0/19", vpcEndpointId: "vpce-1" },
      { routeTableId: "egress-1-routes", destinationCidrBlock: "10.20.64.0/19", vpcEndpointId: "vpce-2" },
    ]);
    expect(all["egress-application-2-inspected"]).toEqual(toInternet("firewall-2", { natGatewayId: "egress-nat-1-id" }));
  });
});

test("addresses and NAT gateways come after the internet gateway, without which AWS refuses them", async () => {
  const registrations = await deployEgress();
  const after = ["aws:ec2/eip:Eip", "aws:ec2/natGateway:NatGateway"].flatMap((type) => ofType(registrations, type));
  const { urn } = only(registrations, "aws:ec2/internetGateway:InternetGateway");
  expect(after.map(({ dependencies }) => dependencies.includes(urn))).toEqual([true, true, true, true]);
});

test.each([true, false])("addresses, which others may have on their lists, are protected when asked for: %s", async (protect) => {
  const addresses = ofType(await deployEgress({ protect }), "aws:ec2/eip:Eip");
  expect(addresses.map(({ inputs, options }) => [inputs.domain, options.protect])).toEqual(Array(2).fill(["vpc", protect]));
});
