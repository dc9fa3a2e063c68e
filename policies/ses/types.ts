import type { Resource, Stack } from "../model/stack.ts";

export const configurationSet = "aws:sesv2/configurationSet:ConfigurationSet";
export const legacySet = "aws:ses/configurationSet:ConfigurationSet";
export const identity = "aws:sesv2/emailIdentity:EmailIdentity";
export const legacyIdentity = "aws:ses/domainIdentity:DomainIdentity";

/** Event types that a configuration set's destinations receive. */
export const toldBy = (set: Resource, stack: Stack): string[] =>
  stack
    .referring(set, "configurationSetName", ["aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination"])
    .filter((destination) => destination.isTrue("eventDestination.enabled"))
    .flatMap((destination) => destination.list("eventDestination.matchingEventTypes").map(String));
