import type { Resource, Stack } from "../model/stack.ts";

export const configurationSet = "aws:sesv2/configurationSet:ConfigurationSet";
export const formerSet = "aws:ses/configurationSet:ConfigurationSet";
export const identity = "aws:sesv2/emailIdentity:EmailIdentity";
export const formerIdentity = "aws:ses/domainIdentity:DomainIdentity";

/** Kinds of event that a configuration set tells somebody of. */
export const toldBy = (set: Resource, stack: Stack): string[] =>
  stack
    .referring(set, "configurationSetName", ["aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination"])
    .filter((destination) => destination.isTrue("eventDestination.enabled"))
    .flatMap((destination) => destination.list("eventDestination.matchingEventTypes").map(String));
