import { IpSet } from "@pulumi/aws/wafv2/ipSet.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Output } from "@pulumi/pulumi";
import { passSetName } from "../../domain/defaults/payment-page.ts";
import { nameTag, typeToken } from "../naming.ts";

/**
 * The IP set by which the web ACL lets the watch pass: for the minutes of a run, one address that is otherwise unused and is known to the watch
 * alone. It comes before both, since both name it. What is in it is the watch's business: an update of the stack leaves it alone.
 */
export class PassSet extends ComponentResource {
  readonly arn: Output<string>;
  readonly id: Output<string>;

  constructor(name: string, opts?: ComponentResourceOptions) {
    super(typeToken("PassSet"), name, {}, opts);
    const set = new IpSet(
      name,
      {
        name: passSetName(getStack()),
        description: "The pass of the watch of the payment page, new for each run and empty between two",
        scope: "REGIONAL",
        ipAddressVersion: "IPV6",
        addresses: [],
        tags: nameTag(name),
      },
      { parent: this, ignoreChanges: ["addresses"] },
    );
    this.arn = set.arn;
    this.id = set.id;
    this.registerOutputs({ arn: this.arn });
  }
}
