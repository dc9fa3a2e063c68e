import type { PolicyComplianceFramework, PolicyResource, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { dayOf } from "../../domain/calendars/days.ts";
import { kept } from "../../domain/kept.ts";
import { controlsOf, PCI_VERSION, pciOf } from "../catalogue.ts";
import { propertiesBehind, readResourcesOnce } from "./crossguard-wire.ts";
import { isMade, settled } from "./graph.ts";
import type { Policy } from "./policy.ts";
import { Stack } from "./stack.ts";
import { type Judged, judgeStack, levelOf, type StackJudgement, withWaiverPolicy } from "./verdict.ts";

/** Each of our policies, and the one about waivers, as the engine wants them. */
export function crossGuardPolicies(policies: readonly Policy[], today = () => dayOf(new Date())): StackValidationPolicy[] {
  readResourcesOnce();
  const judge = oncePerRequest((args) => judgeStack(policies, stackOfRequest(args.resources, today()), today()));
  return withWaiverPolicy(policies).map((policy) => {
    const framework = frameworkOf(policy);
    return {
      name: policy.name,
      description: policy.description,
      enforcementLevel: levelOf(policy),
      severity: policy.severity,
      remediationSteps: policy.remediation,
      url: policy.url,
      ...(framework && { framework }),
      validateStack: (args, report) => {
        const judged = judge(args).judged.find((one) => one.policy.name === policy.name);
        for (const { message, urn } of messagesOf(judged)) report(message, urn);
        const reason = silence(judged);
        if (reason !== undefined) args.notApplicable(reason);
      },
    };
  });
}

/** Which requirements of PCI DSS a policy answers; undefined for one that answers none. */
function frameworkOf(policy: Policy): PolicyComplianceFramework | undefined {
  const numbers = pciOf(policy);
  if (numbers.length === 0) return undefined;
  const specification = controlsOf(policy).map(({ key, control }) => `${key}: ${control}`);
  return { name: "PCI DSS", version: PCI_VERSION, reference: numbers.join(", "), specification: specification.join("; ") };
}

/** Messages for the engine: violations, and failures of policies. A verdict that is unknown before `up` is not a violation. */
function messagesOf(judged: Judged | undefined): { message: string; urn: string }[] {
  const faults = judged?.faults.map(({ resource, error }) => ({ message: `the policy itself failed: ${error}`, urn: resource.urn }));
  return [...(faults ?? []), ...(judged?.violations.map(({ resource, message }) => ({ message, urn: resource.urn })) ?? [])];
}

/** Reason for which a policy without messages proves nothing; undefined for one that found a resource to judge. */
function silence(judged: Judged | undefined): string | undefined {
  if (judged === undefined || judged.looked === 0) return "it applies to no resource of the stack";
  const open = judged.unknown.length;
  const decided = judged.looked - open;
  return decided === 0 ? `${open} of ${judged.looked} cannot be judged before values are known after apply` : undefined;
}

/** The judgement of a request, made when the first policy asks: all policies of one are given the same properties. */
function oncePerRequest(judge: (args: StackValidationArgs) => StackJudgement) {
  const known = new WeakMap<object, StackJudgement>();
  return (args: StackValidationArgs): StackJudgement => {
    const [first] = args.resources;
    if (first === undefined) return judge(args);
    return kept(known, propertiesBehind(first.props), () => judge(args));
  };
}

/** The resources of a request as the policies see them, the same as from a graph. */
function stackOfRequest(resources: readonly PolicyResource[], today?: string): Stack {
  return new Stack(
    resources.map((resource) => {
      const propertyDependencies = Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([property, from]) => [property, from.map(({ urn }) => urn)]),
      );
      return {
        urn: resource.urn,
        type: resource.type,
        name: resource.urn.slice(resource.urn.lastIndexOf("::") + 2),
        properties: settled(propertiesBehind(resource.props), (property) => isMade(property, propertyDependencies)),
        parent: resource.parent?.urn,
        protect: resource.opts.protect,
        dependencies: resource.dependencies.map(({ urn }) => urn),
        propertyDependencies,
      };
    }),
    today,
  );
}
