import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { weakeningParameters, weakenings } from "./weakening.ts";

const parameterGroup = "aws:rds/parameterGroup:ParameterGroup";
const instance = "aws:rds/instance:Instance";

export const pulumiResourceDisallowWeakeningValues: Policy = {
  name: "aws-pulumi-resource-disallow-weakening-values",
  description: "Properties that a store or an account leaves at AWS's default, or sets to one value, have no value that weakens it.",
  severity: "high",
  controls: [
    {
      key: "G37",
      service: "What no other tool checks",
      control: "No property that stacks leave at its default has a value that weakens the resource",
      pci: ["1.2.5", "2.2.6", "10.2.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Remove the property; if a setting needs it, add the value to policies/pulumi/weakening.ts.",
  url: "https://www.pulumi.com/docs/iac/crossguard/",
  types: [...Object.keys(weakenings), parameterGroup],
  check: (resource, stack) => {
    if (!stack.isOurs) return undefined;
    if (resource.type !== parameterGroup) return values(resource);
    // The group of a builder's copy, which no instance of the stack has, records statements on purpose.
    return stack.referring(resource, "parameterGroupName", [instance]).length > 0 ? parameters(resource) : undefined;
  },
};

const values = (resource: Resource): string[] =>
  (weakenings[resource.type] ?? []).flatMap(({ property, harmless, because }) => {
    const text = written(resource.get(property));
    return harmless.test(text) ? [] : [`${property} is ${show(resource.get(property))}: ${because}; remove it`];
  });

const parameters = (group: Resource): string[] =>
  group.list("parameters").flatMap((_, at) => {
    const name = group.text(`parameters.${at}.name`) ?? "";
    const value = group.get(`parameters.${at}.value`);
    const known = weakeningParameters[name];
    return known === undefined || known.harmless.test(written(value)) ? [] : [`${name} is ${show(value)}: ${known.because}; remove it`];
  });

/** Empty where it is unset; one that AWS makes up is none that was set. */
function written(value: unknown): string {
  if (value === undefined || value === null || isUnknown(value)) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
