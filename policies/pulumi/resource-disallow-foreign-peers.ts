import { queryLogRegion } from "../../domain/defaults/regions.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import { anyType, type Resource, type Stack } from "../model/stack.ts";
import { foreignNames } from "./foreign-names.ts";
import { isTrustedRegion } from "./names-known.ts";

export const pulumiResourceDisallowForeignPeers: Policy = {
  name: "aws-pulumi-resource-disallow-foreign-peers",
  description:
    "Networks, endpoint services and buckets that a store or an account names are its own, AWS's, or in its settings, and all its resources are in its Region.",
  severity: "high",
  controls: [
    {
      key: "G33",
      service: "What no other tool checks",
      control: "No network, endpoint service, bucket or Region that is not the stack's",
      pci: ["1.2.5", "1.3.2", "1.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Refer to the stack's own resource, or name the other one in the settings.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/building-a-data-perimeter-on-aws.html",
  types: [anyType],
  check: (resource, stack) => {
    if (!stack.isOurs) return undefined;
    const found = foreignNames(resource, stack, ["network", "bucket"]);
    const away = otherRegion(resource, stack);
    return away === undefined ? found : [...(found ?? []), away];
  },
};

/** Fault of a resource in another Region than its provider's, which is not monitored. */
function otherRegion(resource: Resource, stack: Stack): string | undefined {
  const { type } = resource;
  const { region } = resource.properties;
  const own = stack.ofType("pulumi:providers:aws").map((provider) => provider.properties.region);
  if (!type.startsWith("aws:") || typeof region !== "string" || isUnknown(region) || own.length === 0) return undefined;
  if (own.includes(region) || isTrustedRegion(region, stack) || isForQueries(resource, stack)) return undefined;
  return `region is ${region}, and the stack is in ${own.join(", ")}; remove it, or name the Region in the settings`;
}

const queryLogging = ["aws:cloudwatch/logGroup:LogGroup", "aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "aws:kms/key:Key"];

/** Whether a resource belongs to the log of a zone's queries, which Route 53 writes in one Region only. */
const isForQueries = ({ type, name, properties }: Resource, stack: Stack): boolean =>
  properties.region === queryLogRegion &&
  queryLogging.includes(type) &&
  stack.ofType("aws:route53/queryLog:QueryLog").some((log) => log.name === name);
