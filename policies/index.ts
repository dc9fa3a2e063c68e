import { PolicyPack } from "@pulumi/policy";
import { crossGuardPolicies } from "./model/crossguard.ts";
import { policies } from "./pack.ts";

// Starts a server at once, as Pulumi expects of a pack's main file: nothing else may import this one.
new PolicyPack("xcart-hosting", {
  displayName: "X-Cart hosting",
  description: "Requirements for an X-Cart store on AWS, by PCI DSS 4.0.1",
  provider: "aws",
  enforcementLevel: "mandatory",
  policies: crossGuardPolicies(policies),
});
