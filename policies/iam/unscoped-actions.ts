import { inSubnets } from "../../domain/permissions/in-roles-name.ts";
import withoutResource from "./unscoped-actions.json" with { type: "json" };

/*
 * unscoped-actions.json has, by service, the actions that AWS grants on every resource or not at all: a statement that allows them needs
 * `Resource: *`. Without those that begin with Describe or List, which show no content.
 * Source: docs.aws.amazon.com/service-authorization/latest/reference, by tests/support/unscoped-actions.ts
 */

/**
 * Actions whose only resource is one that a stack has none of, so that they are still granted on every resource: metrics, where the
 * reference knows datasets of OpenTelemetry alone, and subscriptions, which have names of AWS's own.
 */
const withForeignResource: ReadonlySet<string> = new Set([
  "cloudwatch:getmetricdata",
  "cloudwatch:putmetricdata",
  "sns:getsubscriptionattributes",
  "sns:setsubscriptionattributes",
  "sns:unsubscribe",
]);

/** Services of which no action knows a resource. Source: as above. */
const servicesWithoutResources: ReadonlySet<string> = new Set([
  "backup-storage",
  "ec2messages",
  "ssmmessages",
  "support",
  "support-console",
  "tag",
]);

/**
 * Actions of Systems Manager's agent, whose resource, its node's id, no policy can name beforehand.
 * Source: AmazonSSMManagedInstanceCore, without its ssm:GetParameter*
 */
const agentActions: ReadonlySet<string> = new Set([
  "ssm:getdocument",
  "ssm:putcomplianceitems",
  "ssm:updateassociationstatus",
  "ssm:updateinstanceassociationstatus",
  "ssm:updateinstanceinformation",
]);

/**
 * Actions by which Lambda connects a function to subnets. Lambda creates the interfaces itself, and AWS requires all resources:
 * with fewer, a function may fail to connect. Source: docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
const interfacesOfLambda: ReadonlySet<string> = new Set(inSubnets.actions.map((action) => action.toLowerCase()));

export const actionsWithoutResource: ReadonlySet<string> = new Set(
  Object.entries(withoutResource).flatMap(([service, names]) => names.map((name) => `${service}:${name}`.toLowerCase())),
);

/** Whether an action, or each action of a pattern such as `ec2:Describe*`, may be allowed on every resource. */
export function needsEveryResource(action: string): boolean {
  const lower = action.toLowerCase();
  const [service = "", name = ""] = lower.split(":");
  // To list a bucket is to read the names of what customers uploaded.
  const listing = service !== "s3" && /^(describe|list)/.test(name);
  const everywhere = [agentActions, interfacesOfLambda, actionsWithoutResource, withForeignResource].some((actions) => actions.has(lower));
  return servicesWithoutResources.has(service) || listing || everywhere;
}
