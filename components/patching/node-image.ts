import { getParameterOutput } from "@pulumi/aws/ssm/getParameter.js";
import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Output } from "@pulumi/pulumi";
import { newestImageParameter, patchParameters } from "../../domain/defaults/patching.ts";
import { nameTag, typeToken } from "../naming.ts";

/**
 * An SSM parameter with the AMI that nodes start from: the newest at first, later the one that the patch function wrote.
 * @see docs/decisions/0020-images-soak-in-staging.md
 */
export class NodeImage extends ComponentResource {
  readonly parameterArn: Output<string>;
  /** The parameter that a launch template depends on: EC2 refuses one whose parameter is not there. */
  readonly parameter: Parameter;

  constructor(name: string, opts?: ComponentResourceOptions) {
    super(typeToken("NodeImage"), name, {}, opts);

    this.parameter = new Parameter(
      name,
      {
        name: patchParameters.image(getStack()),
        description: `The image that new nodes of ${getStack()} start from; patching moves it`,
        type: "String",
        // Parameter Store refuses what is no image.
        dataType: "aws:ec2:image",
        value: getParameterOutput({ name: newestImageParameter }, { parent: this }).value,
        tags: nameTag(name),
      },
      { parent: this, ignoreChanges: ["value"] },
    );
    this.parameterArn = this.parameter.arn;
    this.registerOutputs({ parameterArn: this.parameterArn });
  }
}
