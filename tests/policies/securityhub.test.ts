import { securityhubStandardMissingFsbp } from "../../policies/securityhub/standard-missing-fsbp.ts";
import { securityhubStandardMissingPci } from "../../policies/securityhub/standard-missing-pci.ts";
import { cases } from "./policy-cases.ts";
import { resource } from "./support.ts";

const hub = resource("aws:securityhub/account:Account", "hub");
const standard = (standardsArn: string) => resource("aws:securityhub/standardsSubscription:StandardsSubscription", "pci", { standardsArn });
const noDefaults = resource("aws:securityhub/account:Account", "hub", { enableDefaultStandards: false });
const lost =
  "AWS Foundational Security Best Practices is not enabled; subscribe to standards/aws-foundational-security-best-practices/v/1.0.0";

cases(
  securityhubStandardMissingPci,
  ["passes 4.0.1", "compliant", hub, standard("arn:aws:securityhub:eu-central-1::standards/pci-dss/v/4.0.1")],
  [
    "refuses 3.2.1",
    ["the standard is arn:aws:securityhub:eu-central-1::standards/pci-dss/v/3.2.1; subscribe to standards/pci-dss/v/4.0.1"],
    hub,
    standard("arn:aws:securityhub:eu-central-1::standards/pci-dss/v/3.2.1"),
  ],
  ["refuses none", ["no PCI DSS standard is subscribed; subscribe to standards/pci-dss/v/4.0.1"], hub],
);

cases(
  securityhubStandardMissingFsbp,
  [
    "passes a subscription",
    "compliant",
    noDefaults,
    standard("arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0"),
  ],
  ["passes a hub that subscribes by itself", "compliant", hub],
  ["refuses another standard alone", [lost], noDefaults, standard("arn:aws:securityhub:eu-central-1::standards/pci-dss/v/4.0.1")],
);
