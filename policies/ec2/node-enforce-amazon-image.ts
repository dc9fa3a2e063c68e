import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { instanceTypes, nodeTypes } from "./types.ts";

const parameterType = "aws:ssm/parameter:Parameter";
const imageKind = "aws:ec2:image";

/** Amazon's parameters of Amazon Linux 2023; others below /aws/service are Amazon's partners'. */
const publicParameter = /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-[\w.-]+$/;

export const ec2NodeEnforceAmazonImage: Policy = {
  name: "aws-ec2-node-enforce-amazon-image",
  description: "Nodes start from the image in Amazon's public parameter, or in the stack's own image parameter.",
  severity: "high",
  controls: ["EC2-12", "G22"],
  remediation: `Set resolve:ssm: with a parameter of the stack's own, dataType ${imageKind}, or with AWS's of Amazon Linux 2023; waive it while web.image pins an image.`,
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html",
  types: nodeTypes,
  check: (node, stack) => {
    const property = instanceTypes.includes(node.type) ? "ami" : "imageId";
    if (!node.has(property)) return undefined;
    const written = node.properties[property];
    const image = typeof written === "string" && !isUnknown(written) ? written : node.get(property);
    const [, parameter] = /^resolve:ssm:(\S+)$/.exec(String(image)) ?? [];
    if (parameter === undefined) return [`${property} is ${show(image)}, whose owner is unknown; set resolve:ssm: and a parameter`];
    if (publicParameter.test(parameter)) return [];
    const own = stack.ofType(parameterType).find((one) => one.properties.name === parameter);
    return own ? holdsImage(own) : [unknownParameter(property, parameter)];
  },
};

const unknownParameter = (property: string, parameter: string) =>
  `${property} is looked up in ${parameter}, which is neither the stack's own nor AWS's for Amazon Linux 2023; use one of these`;

function holdsImage(parameter: Resource): string[] {
  const kind = parameter.text("dataType");
  return kind === imageKind ? [] : [`${parameter.name}.dataType is ${show(kind)}, so that its value may be anything; set ${imageKind}`];
}
