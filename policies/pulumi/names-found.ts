import { isAnything, isProperty, isSecret, PLACE, withPlaces } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { oncePerStack } from "../model/once.ts";
import type { Resource } from "../model/stack.ts";

/** What a name is the name of. */
export type Party = "account" | "organization" | "canonical user" | "job" | "network" | "bucket" | "host" | "address";

/** A name of somebody in a resource, and where. */
export interface NameFound {
  readonly party: Party;
  readonly name: string;
  readonly path: string;
}

/**
 * Where names are in texts, also in documents and in documents that are in one: by how they look, whatever the property is called. The
 * second is what a text must have in it to be worth the search.
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

/** Every name of somebody in a stack's resources: looked for once, for all the policies that ask whose they are. */
export const namesFound = oncePerStack((stack) => new Map(stack.resources.map((resource) => [resource, namesIn(resource)])));

/** Each once, where it is first in alphabetical order: the engine hands properties over in an order of its own. */
function namesIn(resource: Resource): NameFound[] {
  const found = textsIn(resource.properties, "").flatMap(([path, text]) => namesOf(resource, path, text));
  return [...new Map(found.toReversed().map((one) => [`${one.party} ${one.name}`, one])).values()].toReversed();
}

function namesOf(resource: Resource, path: string, text: string): NameFound[] {
  if (encoded.test(path)) return scan(path, Buffer.from(text, "base64").toString());
  if (bucketProperties.test(path) && /^[a-z0-9.-]{3,63}$/.test(text)) return [{ party: "bucket", name: text, path }];
  const target = targetOf(resource, path, text);
  if (target !== undefined) return [{ party: "host", name: target, path }];
  const names = scan(path, text);
  return parameterGroup.test(resource.type) ? names.filter(({ party }) => party !== "account") : names;
}

const scan = (path: string, text: string): NameFound[] =>
  forms.flatMap(([party, sign, form]) =>
    (text.includes(sign) ? [...text.matchAll(form)] : []).flatMap(([, name = ""]) => {
      const told = party === "host" ? hostOf(name) : name;
      return told === "" || told === PLACE ? [] : [{ party, name: told, path }];
    }),
  );

/** A host without what is filled in later: of `${bucket}.example.com` the last part says whose it is. */
const hostOf = (name: string): string =>
  /[a-z0-9.-]*$/i
    .exec(name)?.[0]
    .toLowerCase()
    .replace(/^\.|\.$/g, "") ?? "";

/** Where a DNS record leads, if it leads to a name. */
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
