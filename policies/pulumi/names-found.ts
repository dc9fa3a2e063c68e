import { isAnything, isProperty, isSecret, PLACE, withPlaces } from "../../domain/graph-values.ts";
import { kept } from "../../domain/kept.ts";
import { isRecord } from "../../domain/values.ts";
import { oncePerStack } from "../model/once.ts";
import type { Resource } from "../model/stack.ts";

/** Kind of the party that a name identifies. */
export type Party = "account" | "organization" | "canonical user" | "job" | "network" | "bucket" | "host" | "address";

/** A party's name. */
interface Name {
  readonly party: Party;
  readonly name: string;
}

/** A party's name in a resource, and its path. */
export interface NameFound extends Name {
  readonly path: string;
}

/**
 * Forms of names in texts, documents and nested documents, recognized by their syntax in any property. The second element is a text that
 * must be present for the search to be worthwhile.
 */
const forms: readonly (readonly [party: Party, sign: string, form: RegExp])[] = [
  ["account", "arn:aws", /arn:aws[\w-]*:[\w-]+:[\w*-]*:(\d{12}):/g],
  ["account", "", /(?:^|["\\])(\d{12})(?=["\\]|$)/g],
  ["account", ".dkr.ecr.", /(?<!\d)(\d{12})\.dkr\.ecr\./g],
  ["account", "/sg-", /(?<!\d)(\d{12})\/sg-/g],
  ["account", ".amazonaws.com/", /\.amazonaws\.com\/(\d{12})\//g],
  ["organization", "o-", /(?:^|["\\/])(o-[a-z0-9]{10,32})(?=["\\/]|$)/g],
  ["canonical user", "CanonicalUser", /CanonicalUser[\\"]*:\s*\[?[\\"]*([0-9a-f]{64})/g],
  ["job", "repo:", /(?:^|["\\\s,])(repo:[^"\\\s,]+)/g],
  ["job", "project_path:", /(?:^|["\\\s,])(project_path:[^"\\\s,]+)/g],
  ["network", "-", /(?<![\w-])((?:pcx|tgw|vpce-svc|vpce|vpc)-[0-9a-f]{8,17})(?![0-9a-z])/g],
  ["bucket", ":s3:::", /arn:aws[\w-]*:s3:::([^/"\\\s,]+)/g],
  ["host", "://", /https?:\/\/(?:[^/\s"'\\@]*@)?([^/\s"'\\:?#,)]+)/g],
  ["host", ":oidc-provider/", /:oidc-provider\/([\w.-]+)/g],
  ["address", "@", /^([\w.+-]+@[\w-]+\.[\w.-]+)$/g],
];

/** Properties that are a bucket's name. */
const bucketProperties = /(^|\.)(bucket|bucketName|s3Bucket|s3BucketName|targetBucket|outputS3BucketName|outputS3Bucket)$/;
/** Properties of scripts that AWS wants in base64. */
const encoded = /(^|\.)userData(Base64)?$/;
/** Numbers of twelve digits as a parameter has them, such as a size in bytes. */
const parameterGroup = /parameterGroup/i;

/** All parties' names in a stack's resources, searched once for all policies. */
export const namesFound = oncePerStack((stack) => {
  // The same names, tags and addresses stand in hundreds of resources.
  const known = new Map<string, readonly Name[]>();
  const namesIn: Scan = (text) => kept(known, text, () => scan(text));
  return new Map(stack.resources.map((resource) => [resource, foundIn(resource, namesIn)]));
});

/** The names of parties in a text. */
type Scan = (text: string) => readonly Name[];

/** Names in a resource, each once, at its first path in alphabetical order: the engine passes properties in its own order. */
function foundIn(resource: Resource, namesIn: Scan): NameFound[] {
  const found = textsIn(resource.properties, "").flatMap(([path, text]) =>
    namesOf(resource, path, text, namesIn).map((name) => ({ ...name, path })),
  );
  return [...new Map(found.toReversed().map((one) => [`${one.party} ${one.name}`, one])).values()].toReversed();
}

function namesOf(resource: Resource, path: string, text: string, namesIn: Scan): readonly Name[] {
  if (encoded.test(path)) return scan(Buffer.from(text, "base64").toString());
  if (bucketProperties.test(path) && /^[a-z0-9.-]{3,63}$/.test(text)) return [{ party: "bucket", name: text }];
  const target = targetOf(resource, path, text);
  if (target !== undefined) return [{ party: "host", name: target }];
  const names = namesIn(text);
  return parameterGroup.test(resource.type) ? names.filter(({ party }) => party !== "account") : names;
}

const scan = (text: string): Name[] =>
  forms.flatMap(([party, sign, form]) =>
    (text.includes(sign) ? [...text.matchAll(form)] : []).flatMap(([, name = ""]) => {
      const told = party === "host" ? hostOf(name) : name;
      return told === "" || told === PLACE ? [] : [{ party, name: told }];
    }),
  );

/** A host without what is filled in later: of `${bucket}.example.com` the last part says whose it is. */
const hostOf = (name: string): string =>
  /[a-z0-9.-]*$/i
    .exec(name)?.[0]
    .toLowerCase()
    .replace(/^\.|\.$/g, "") ?? "";

/** Target of a DNS record, if it is a name. */
function targetOf({ type, properties }: Resource, path: string, text: string): string | undefined {
  if (type !== "aws:route53/record:Record") return undefined;
  const leads = /^aliases\.\d+\.name$/.test(path) || (/^records\./.test(path) && /^(CNAME|MX|NS|SRV)$/.test(String(properties.type)));
  return leads ? hostOf(text.trim().split(/\s+/).at(-1)?.replace(/\.$/, "") ?? "") : undefined;
}

/** The texts in a value, each with its path, unknown parts as places; what is unknown as a whole or secret has none. */
function textsIn(value: unknown, path: string): (readonly [path: string, text: string])[] {
  if (typeof value === "string") return value === "" || isAnything(value) || isProperty(value) ? [] : [[path, withPlaces(value)]];
  if (isSecret(value)) return [];
  if (Array.isArray(value)) return value.flatMap((element, at) => textsIn(element, `${path}.${at}`));
  if (!isRecord(value)) return [];
  return Object.keys(value)
    .sort()
    .flatMap((key) => textsIn(value[key], path === "" ? key : `${path}.${key}`));
}
