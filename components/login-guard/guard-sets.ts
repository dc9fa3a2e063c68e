import { IpSet } from "@pulumi/aws/wafv2/ipSet.js";
import { ComponentResource, type ComponentResourceOptions, getStack, type Output } from "@pulumi/pulumi";
import { guardSetName, type IpVersion } from "../../domain/defaults/login-guard.ts";
import { nameTag, typeToken } from "../naming.ts";

/** One of the two sets, as WAF's API asks for it. */
export interface GuardSet {
  readonly arn: Output<string>;
  readonly id: Output<string>;
  /** Known in advance: `<stack>-guard-ipv4`. */
  readonly name: string;
}

/**
 * IP sets with the addresses that the login guard blocks. They are created before the guard, since the web ACL and the guard both name
 * them; updates of the stack leave their contents to the guard.
 * @see docs/decisions/0016-login-guard.md
 */
export class GuardSets extends ComponentResource {
  readonly ipv4: GuardSet;
  /** Networks of /64: one subscriber each. */
  readonly ipv6: GuardSet;

  constructor(name: string, opts?: ComponentResourceOptions) {
    super(typeToken("GuardSets"), name, {}, opts);
    const parent = this;

    this.ipv4 = createSet("ipv4");
    this.ipv6 = createSet("ipv6");
    this.registerOutputs({ ipv4Arn: this.ipv4.arn, ipv6Arn: this.ipv6.arn });

    function createSet(version: IpVersion): GuardSet {
      const setName = guardSetName(getStack(), version);
      const set = new IpSet(
        `${name}-${version}`,
        {
          name: setName,
          description: "Blocked for failed logins, filled and emptied by the login guard",
          scope: "REGIONAL",
          ipAddressVersion: version.toUpperCase(),
          addresses: [],
          tags: nameTag(`${name}-${version}`),
        },
        { parent, ignoreChanges: ["addresses"] },
      );
      return { arn: set.arn, id: set.id, name: setName };
    }
  }
}
