import { expect, test } from "@jest/globals";
import { deploy, offlineGraph, UNKNOWN } from "../support/offline.ts";
import { program } from "./fixtures/shop.ts";

const config = { "xcart-hosting:key": "s3cret" };
const urn = (type: string, name: string) => `urn:pulumi:test::xcart-hosting::${type}::${name}`;
const network = "xcart-hosting:index:Network";
const tier = `${network}$xcart-hosting:index:Tier`;
const vpc = urn(`${network}$aws:ec2/vpc:Vpc`, "network-vpc");
const hidden = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };

const find = async (name: string) => (await offlineGraph(program, config)).find((resource) => resource.urn.endsWith(`::${name}`));

test("a URN keeps the types of all parents but the stack", async () => {
  expect((await offlineGraph(program, config)).map((resource) => resource.urn).sort()).toEqual(
    [
      urn("pulumi:pulumi:Stack", "xcart-hosting-test"),
      urn("pulumi:providers:aws", "aws"),
      urn(network, "network"),
      vpc,
      urn(tier, "network-data"),
      urn(`${tier}$aws:ec2/subnet:Subnet`, "network-data-a"),
      urn("aws:ssm/parameter:Parameter", "key"),
      urn("aws:ssm/parameter:Parameter", "owner"),
    ].sort(),
  );
});

test("a resource has its parent, provider, options, and its dependencies, also by property", async () => {
  const { inputs, outputs, ...subnet } = (await find("network-data-a")) ?? {};
  expect(subnet).toEqual({
    urn: urn(`${tier}$aws:ec2/subnet:Subnet`, "network-data-a"),
    custom: true,
    id: UNKNOWN,
    type: "aws:ec2/subnet:Subnet",
    parent: urn(tier, "network-data"),
    provider: `${urn("pulumi:providers:aws", "aws")}::${UNKNOWN}`,
    dependencies: [vpc],
    propertyDependencies: { cidrBlock: [], vpcId: [vpc] },
  });
  const { protect, ignoreChanges } = (await find("network-vpc")) ?? {};
  expect({ protect, ignoreChanges }).toEqual({ protect: true, ignoreChanges: ["tags"] });
});

test("ids, lookups and outputs of other stacks are unknown, and so is what is made of them", async () => {
  expect((await find("network-data-a"))?.inputs).toEqual({ cidrBlock: "10.0.0.0/24", vpcId: UNKNOWN });
  expect((await find("owner"))?.inputs).toEqual({ description: UNKNOWN, type: "String", value: hidden });
  expect((await find("network"))?.outputs).toEqual({ vpcId: UNKNOWN });
});

test("outputs are the inputs, and unknown for what AWS decides", async () => {
  const outputs = (await find("network-vpc"))?.outputs ?? {};
  expect({ cidrBlock: outputs.cidrBlock, arn: outputs.arn, id: outputs.id }).toEqual({
    cidrBlock: "10.0.0.0/16",
    arn: UNKNOWN,
    id: UNKNOWN,
  });
});

test("a secret is nowhere in a graph", async () => {
  const secret = { ...config, "xcart-hosting:key": "s3cret" };
  expect((await find("key"))?.inputs).toEqual({ type: "SecureString", value: hidden });
  expect(JSON.stringify(await offlineGraph(program, secret))).not.toContain("s3cret");
});

test("deploy opens secrets and names them, and gives ids and ARNs that tests can predict", async () => {
  const registrations = await deploy(program, { config });
  const byName = Object.fromEntries(registrations.map(({ name, inputs, secrets }) => [name, { inputs, secrets }]));
  expect(byName.key).toEqual({ inputs: { type: "SecureString", value: "s3cret" }, secrets: ["value"] });
  expect(byName["network-data-a"]).toEqual({ inputs: { cidrBlock: "10.0.0.0/24", vpcId: "network-vpc-id" }, secrets: [] });
  expect(registrations.find(({ name }) => name === "network-vpc")?.outputs.arn).toEqual("arn:aws:test:::network-vpc");
});

test("deploy rejects with what the built program throws", async () => {
  const build = () => {
    throw new Error("no zones");
  };
  await expect(deploy(build)).rejects.toThrow("no zones");
});
