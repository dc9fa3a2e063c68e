import { disabledControls, standards } from "../../domain/defaults/detection.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";

export const securityhubControlsDisallowUnreviewed: Policy = {
  name: "aws-securityhub-controls-disallow-unreviewed",
  description: "Security Hub controls are enabled, except those that do not apply to stores.",
  severity: "high",
  controls: [
    {
      key: "SH-40",
      service: "Security Hub",
      control: "A control is disabled only after a review, and by standard",
      pci: ["11.5.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Remove the association, or add the control and the reason to domain/defaults/detection.ts.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/disable-controls-overview.html",
  types: ["aws:securityhub/standardsControlAssociation:StandardsControlAssociation", "aws:securityhub/standardsControl:StandardsControl"],
  check: (association, stack) => {
    const status = association.text("associationStatus") ?? association.text("controlStatus");
    if (!stack.isOurs || status !== "DISABLED") return stack.isOurs ? [] : undefined;
    const control = association.text("securityControlId");
    const arn = association.text("standardsArn") ?? "";
    const isReviewed = disabledControls.some(
      (one) => one.control === control && one.standards.some((standard) => arn.endsWith(standards[standard])),
    );
    return isReviewed ? [] : [`the control ${show(control)} is disabled without review; remove the association`];
  },
};
