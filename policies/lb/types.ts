import type { Resource, Stack } from "../model/stack.ts";

const modules = ["lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2"];
const inAll = (name: string) => modules.map((module) => `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`);

export const balancerTypes = inAll("LoadBalancer");
export const listenerTypes = inAll("Listener");
export const listenerRuleTypes = inAll("ListenerRule");
export const targetGroupTypes = inAll("TargetGroup");

/** `application`, `network` or `gateway`. */
export const kindOf = (balancer: Resource): string => balancer.text("loadBalancerType") ?? "application";

/** A load balancer's listeners. */
export const listenersOf = (balancer: Resource, stack: Stack): Resource[] =>
  stack.referring(balancer, "loadBalancerArn", listenerTypes).filter((listener) => listener.has("loadBalancerArn"));

/** A listener's protocol; unset if AWS derives it from the load balancer's type. */
export const protocolOf = (listener: Resource): string =>
  (listener.text("protocol") ?? (listener.number("port") === 443 ? "HTTPS" : "HTTP")).toUpperCase();
