import { isRecord } from "../../domain/values.ts";

/** Keys whose values name no party, though `t4g.medium` looks like a host: names, types, waivers and reasons. */
const withoutPrincipals = /(^name|type|class|boundary|waivers|because|reason)$/i;

/** Texts that name a party, with the party's name as the first group. */
const parties: readonly RegExp[] = [
  /^(\d{12})$/,
  /^([a-z]{2}(?:-[a-z]+)+-\d)$/,
  /^arn:aws:[\w-]+:[\w-]*:(\d{12}):/,
  /^arn:aws:s3:::([^/*]+)/,
  /^(o-[a-z0-9]{10,32})$/,
  /^((?:pcx|tgw|vpce|vpce-svc|vpc)-[0-9a-f]{8,17})$/,
  /^((?:repo|project_path):\S+)$/,
  /^https:\/\/([a-z0-9.-]+)/,
  /^((?:\*\.)?(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*)$/,
  /^([\w.+-]+@[\w.-]+)$/,
  // The stacks that a stack's settings name: their buckets' names begin so.
  /^([a-z][a-z0-9-]*-(?:dev|staging|prod|account))$/,
];

/**
 * Parties that the settings name, and where: accounts, Regions, organisations, hosts, mail addresses, jobs, buckets, stacks. It is an output of the stack, by which
 * policies tell strangers; so a change of the program alone brings none, and one of the settings is seen in a report.
 */
export function trusted(settings: object): string[] {
  return [...new Set(Object.entries(settings).flatMap(namedIn))].sort();
}

function namedIn([key, value]: readonly [string, unknown]): string[] {
  if (withoutPrincipals.test(key)) return [];
  if (Array.isArray(value)) return value.flatMap((element) => namedIn([key, element]));
  if (isRecord(value)) return Object.entries(value).flatMap(namedIn);
  return typeof value === "string" ? parties.flatMap((party) => party.exec(value)?.[1] ?? []) : [];
}
