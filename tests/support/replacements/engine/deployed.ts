import { isRecord } from "../../../../domain/values.ts";
import { demoRelease } from "../../release-lookups.ts";
import type { Block, Naming, Planner } from "../provider.ts";

type Properties = Readonly<Record<string, unknown>>;

/** What AWS would have answered of a resource once it is there, made up: whatever its schema has and its program did not give. */
export function madeUp(planner: Planner, naming: Naming, type: string, name: string, inputs: Properties): Record<string, unknown> {
  const known = planner.knows(type) ? ofBlock(planner.block(type), naming, name) : {};
  const [, module = ""] = type.split(":");
  const service = module.split("/")[0];
  return { arn: `arn:aws:${service}:us-east-1:123456789012:${name}`, ...known, ...inputs, ...special[type]?.(name, inputs) };
}

/** Properties of a block by both names that they may have in Pulumi, singular and plural. */
function ofBlock(block: Block, naming: Naming, name: string): Record<string, unknown> {
  const state = Object.fromEntries(
    block.attributes
      .filter(({ computed }) => computed)
      .map((attribute) => [attribute.name, value(JSON.parse(attribute.type.toString()), attribute.name, name)]),
  );
  const outputs: unknown = naming.toPulumi({ attributes: block.attributes.filter(({ computed }) => computed), blockTypes: [] }, state);
  return isRecord(outputs) ? { ...outputs } : {};
}

function value(type: unknown, attribute: string, name: string): unknown {
  if (type === "bool") return false;
  if (type === "number") return 1;
  if (type === "string") return text(attribute, name);
  const [kind, inner] = Array.isArray(type) ? type : [];
  if (kind === "object") return Object.fromEntries(Object.entries(Object(inner)).map(([key, one]) => [key, value(one, key, name)]));
  return kind === "map" ? {} : [value(inner, attribute, name)];
}

function text(attribute: string, name: string): string {
  if (/arn$/.test(attribute)) return `arn:aws:made:us-east-1:123456789012:${name}/${attribute}`;
  if (/^(id|.*_id)$/.test(attribute)) return `${name}-${attribute}`;
  if (/endpoint|address|dns|domain|fqdn/.test(attribute)) return `${name}.${attribute.replaceAll("_", "-")}.example.com`;
  return `${name}-${attribute}`;
}

/** What programs take apart, or what no schema tells. */
const special: Readonly<Record<string, (name: string, inputs: Properties) => Record<string, unknown>>> = {
  "aws:ec2/vpc:Vpc": () => ({ ipv6CidrBlock: "2600:1f18:1234:5600::/56" }),
  "aws:networkfirewall/firewall:Firewall": (_, { subnetMappings }) => {
    const mappings = [subnetMappings].flat().filter(isRecord);
    const endpoints = mappings.map(({ subnetId }) => ({ attachments: [{ subnetId, endpointId: `${subnetId}-endpoint` }] }));
    return { firewallStatuses: [{ syncStates: endpoints }] };
  },
  "aws:sesv2/emailIdentity:EmailIdentity": (name, { dkimSigningAttributes }) => ({
    dkimSigningAttributes: { ...Object(dkimSigningAttributes), tokens: [1, 2, 3].map((at) => `${name}-token-${at}`) },
  }),
  "random:index/randomPassword:RandomPassword": (name, { length }) => ({ result: name.padEnd(Number(length), "x") }),
  "random:index/randomId:RandomId": (name) => ({ hex: Buffer.from(name).toString("hex"), dec: "1", b64Url: name, b64Std: name }),
  "tls:index/privateKey:PrivateKey": (name) => ({
    privateKeyPem: name,
    privateKeyPemPkcs8: name,
    publicKeyPem: name,
    publicKeyOpenssh: name,
  }),
  "tls:index/selfSignedCert:SelfSignedCert": (name) => ({ certPem: name }),
};

/** What the programs look up, by token. */
export const lookups: Readonly<Record<string, Record<string, unknown>>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    accountId: "123456789012",
    arn: "arn:aws:iam::123456789012:root",
    id: "123456789012",
    userId: "test",
  },
  "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com", id: "aws", reverseDnsPrefix: "com.amazonaws" },
  "aws:index/getRegion:getRegion": { region: "us-east-1", id: "us-east-1", name: "us-east-1", description: "US East (N. Virginia)" },
  "aws:route53/getZone:getZone": { id: "Z0123456789EXISTING", zoneId: "Z0123456789EXISTING", nameServers: ["ns-1.example.com"] },
  "aws:ssm/getParameter:getParameter": { value: "ami-0123456789abcdef0", insecureValue: "ami-0123456789abcdef0", id: "parameter" },
  ...demoRelease,
};
