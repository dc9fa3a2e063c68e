import { type Ending, endingOf } from "../../domain/defaults/lifecycle.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import { nodeTypes } from "../ec2/types.ts";
import { listenerTypes } from "../lb/types.ts";
import type { Resource } from "../model/stack.ts";
import { cluster, clusterInstance, engineOf, instance } from "../rds/types.ts";

/** Something in a resource that ends, and the property that says so. */
export interface FoundEnding extends Ending {
  readonly property: string;
}

type Reader = (resource: Resource) => (FoundEnding | undefined)[];

const database: Reader = (resource) => [engineIn(resource), authorityIn(resource)];

const readers: Readonly<Record<string, Reader>> = {
  "aws:lambda/function:Function": (resource) => [found("runtime", endingOf("runtime", textOf(resource, "runtime")))],
  [instance]: database,
  [cluster]: database,
  [clusterInstance]: (resource) => [authorityIn(resource)],
  "aws:elasticache/replicationGroup:ReplicationGroup": (resource) => [cacheIn(resource)],
  "aws:elasticache/cluster:Cluster": (resource) => [cacheIn(resource)],
  "aws:ssm/patchBaseline:PatchBaseline": (resource) => [found("operatingSystem", endingOf("system", textOf(resource, "operatingSystem")))],
  ...Object.fromEntries(nodeTypes.map((type): [string, Reader] => [type, (node) => [imageIn(node)]])),
  ...Object.fromEntries(listenerTypes.map((type): [string, Reader] => [type, (listener) => [tlsIn(listener)]])),
};

/** Types of resources of which {@link endingsIn} knows what ends. */
export const endingTypes: readonly string[] = Object.keys(readers);

/** Versions in a resource that reach their end of support. Omits a version that only AWS knows, or that has no published end. */
export const endingsIn = (resource: Resource): FoundEnding[] =>
  (readers[resource.type]?.(resource) ?? []).flatMap((ending) => ending ?? []);

const found = (property: string, ending: Ending | undefined): FoundEnding | undefined => ending && { ...ending, property };

/** A property as text, empty where it is none or known only after apply: another property may tell more. */
function textOf(resource: Resource, property: string): string {
  const value = resource.properties[property];
  return typeof value === "string" && !isUnknown(value) ? value : "";
}

/** `8.4` of `8.4.3`. */
const majorOf = (version: string) => /^\d+\.\d+/.exec(version)?.[0] ?? version;

function engineIn(resource: Resource): FoundEnding | undefined {
  const engine = isUnknown(resource.properties.engine) ? "" : engineOf(resource);
  if (engine !== "mysql" && engine !== "mariadb") return undefined;
  return found("engineVersion", endingOf(engine, majorOf(textOf(resource, "engineVersion"))));
}

function authorityIn(resource: Resource): FoundEnding | undefined {
  const property = resource.type === cluster ? "caCertificateIdentifier" : "caCertIdentifier";
  return found(property, endingOf("rdsCa", textOf(resource, property)));
}

function cacheIn(resource: Resource): FoundEnding | undefined {
  const version = textOf(resource, "engineVersion");
  if (textOf(resource, "engine") === "valkey") return found("engineVersion", endingOf("valkey", majorOf(version)));
  // AWS's default is Redis OSS, which it numbers 6.x and 5.0.6; Memcached has versions of its own.
  if (textOf(resource, "engine") === "memcached") return undefined;
  return found("engineVersion", endingOf("redis", version.split(".")[0] ?? ""));
}

/** The public names of AWS's images begin with the system's. */
const images: readonly (readonly [string, RegExp])[] = [
  ["AMAZON_LINUX_2023", /\/al2023-ami-/],
  ["AMAZON_LINUX_2", /\/amzn2-ami-/],
  ["AMAZON_LINUX", /\/amzn-ami-/],
];

function imageIn(node: Resource): FoundEnding | undefined {
  const image = textOf(node, node.has("imageId") ? "imageId" : "ami");
  return found("imageId", endingOf("system", images.find(([, name]) => name.test(image))?.[0] ?? ""));
}

/** AWS's names of policies carry the oldest version that they accept, `TLS13-1-0`, `TLS-1-1`; those of before 2017 are not in them. */
function tlsIn(listener: Resource): FoundEnding | undefined {
  const oldest = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-([0-3])-/.exec(textOf(listener, "sslPolicy"))?.[1];
  return oldest === undefined ? undefined : found("sslPolicy", endingOf("tls", `1.${oldest}`));
}
