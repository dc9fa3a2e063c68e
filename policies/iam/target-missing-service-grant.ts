import type { ServiceUse } from "../../domain/services/use.ts";
import { serviceUses } from "../../domain/services/uses.ts";
import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { refusals } from "./service-grants.ts";
import { isAsWanted, textOr } from "./service-values.ts";

export const iamTargetMissingServiceGrant: Policy = {
  name: "aws-iam-target-missing-service-grant",
  description:
    "Targets that services write or publish to, and their keys, allow the service, under conditions that the service really sends.",
  severity: "high",
  controls: [
    {
      key: "G26",
      service: "What no other tool checks",
      control: "Targets of services and their keys allow them, so that logs and alerts arrive",
      pci: ["10.7.2", "12.10.5"],
      checkable: "partly",
      ids: {},
      responsible: {
        who: "owner",
        why: "Policies of other stacks and accounts are not in the graph; a test of the alarm shows whether its email arrives.",
      },
    },
  ],
  remediation:
    "Add a statement for the service to the target's policy or its key's, as on AWS's page, without conditions that the service does not send.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services",
  types: [...new Set(serviceUses.flatMap(({ types }) => types))],
  check: (trigger, stack) => {
    let isAsked = false;
    const messages = collect(usesOf(trigger, stack), (use) => {
      const refused = refusals(use, trigger, stack, "unsaid may be sent");
      isAsked ||= refused !== undefined;
      return refused ?? [];
    });
    return isAsked ? messages : undefined;
  },
};

/** The rows that apply to a resource. */
export const usesOf = (trigger: Resource, stack: Stack): ServiceUse[] =>
  serviceUses.filter(
    ({ types, when = {}, beside }) =>
      types.includes(trigger.type) && isAsWanted(trigger, when) && (beside === undefined || besides[beside](trigger, stack)),
  );

const besides: Readonly<Record<NonNullable<ServiceUse["beside"]>, (trigger: Resource, stack: Stack) => boolean>> = {
  autoScalingGroup: (template, stack) =>
    stack
      .ofType("aws:autoscaling/group:Group")
      .some((group) => stack.refersTo(group, "launchTemplate", template) || stack.refersTo(group, "mixedInstancesPolicy", template)) &&
    stack.ofType("aws:kms/grant:Grant").length === 0,
  configOwnRole: (_, stack) =>
    stack
      .ofType("aws:cfg/recorder:Recorder")
      .some((recorder) => textOr(recorder, "roleArn").includes(":role/aws-service-role/config.amazonaws.com/")),
  malwareProtection: (_, stack) =>
    stack
      .ofType("aws:guardduty/detectorFeature:DetectorFeature")
      .some((feature) => feature.properties.name === "EBS_MALWARE_PROTECTION" && feature.properties.status === "ENABLED"),
};
