import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { balancerTypes, kindOf, listenersOf, listenerTypes, protocolOf } from "./types.ts";

export const lbListenerEnforceHttps: Policy = {
  name: "aws-lb-listener-enforce-https",
  description: "A load balancer serves HTTPS, and redirects plain HTTP to it.",
  severity: "critical",
  controls: ["ALB-01"],
  remediation: 'Add an HTTPS listener; let the one on 80 only redirect, with protocol "HTTPS".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1",
  types: [...listenerTypes, ...balancerTypes],
  check: (resource, stack) => {
    if (listenerTypes.includes(resource.type)) return protocolOf(resource) === "HTTP" ? plainFaults(resource) : [];
    if (kindOf(resource) !== "application") return undefined;
    const listeners = listenersOf(resource, stack);
    // Another stack may look after the listeners.
    if (listeners.length === 0) return undefined;
    return listeners.some((listener) => protocolOf(listener) === "HTTPS") ? [] : ["none of its listeners uses HTTPS; add one on port 443"];
  },
};

function plainFaults(listener: Resource): string[] {
  const actions = listener.list("defaultActions").map((_, index) => `defaultActions.${index}`);
  const places = Array.isArray(listener.get("defaultActions")) ? actions : ["defaultActions"];
  return collect(places, (place) => {
    const type = listener.text(`${place}.type`);
    if (type !== "redirect") return [`plain HTTP on ${show(listener.get("port"))} does ${show(type)}; redirect to HTTPS`];
    const redirect = Array.isArray(listener.get(`${place}.redirect`)) ? `${place}.redirect.0` : `${place}.redirect`;
    const to = listener.text(`${redirect}.protocol`);
    return to === "HTTPS"
      ? []
      : [`plain HTTP on ${show(listener.get("port"))} redirects to ${to ?? "the same protocol"}; set protocol HTTPS`];
  });
}
