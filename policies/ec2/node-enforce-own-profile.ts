import { isUnknown } from "../../domain/graph-values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { show } from "../model/values.ts";

const profileType = "aws:iam/instanceProfile:InstanceProfile";

export const ec2NodeEnforceOwnProfile: Policy = {
  name: "aws-ec2-node-enforce-own-profile",
  description: "Instances have the role of their purpose: the release builder its own, nodes the nodes'.",
  severity: "high",
  controls: [
    {
      key: "EC2-41",
      service: "EC2 / EBS / AMI",
      control: "No instance has another purpose's role",
      pci: ["7.2.1", "7.2.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set iamInstanceProfile to the stack's profile of that purpose.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  check: (template, stack) => {
    if (!stack.isOurs || !template.has("iamInstanceProfile")) return undefined;
    const purpose = template.name === "builder" ? "builder" : "node";
    const own = stack.ofType(profileType).filter(({ name }) => name === purpose);
    return own.some((profile) => names(template, profile, stack))
      ? []
      : [`iamInstanceProfile is ${written(template)}; take the stack's profile ${purpose}`];
  },
};

/** Whether the template names the profile, by its text if that is known: dependencies of an earlier value may still be recorded. */
function names(template: Resource, profile: Resource, stack: Stack): boolean {
  const text = known(template);
  return text === undefined ? stack.refersTo(template, "iamInstanceProfile", profile) : profile.identities.includes(text);
}

const known = ({ properties }: Resource): string | undefined => {
  const given = Object.values(Object(properties.iamInstanceProfile)).find((value) => typeof value === "string" && value !== "");
  return typeof given === "string" && !isUnknown(given) ? given : undefined;
};

const written = (template: Resource): string => {
  const text = known(template);
  return text === undefined ? "another resource's" : show(text);
};
