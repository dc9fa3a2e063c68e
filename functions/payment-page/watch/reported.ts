import { GetParameterCommand, ParameterNotFound, PutParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";

/** Reported differences and faults: their keys, each with the day on which it was last seen, `YYYY-MM-DD`. */
export type Reported = Readonly<Record<string, string>>;

/** Days after which an entry that was not seen again counts as new: longer than a script that hides from most visits stays away. */
const REMEMBERED_DAYS = 14;

/** Maximum entries: a parameter of the standard tier has 4,096 characters, an entry takes 28. */
const MAX_ENTRIES = 140;

const reported = z.record(z.string(), z.iso.date());

/** Reads the parameter; empty if it is missing or malformed: then everything is reported once more. */
export async function readReported(ssm: SSMClient, name: string): Promise<Reported> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    return reported.parse(JSON.parse(Parameter?.Value ?? "{}"));
  } catch (error) {
    if (error instanceof ParameterNotFound || error instanceof SyntaxError || error instanceof z.ZodError) return {};
    throw error;
  }
}

/** Those of `keys` that were not reported in the last days. */
export const newOf = (keys: readonly string[], memory: Reported, today: string): string[] =>
  keys.filter((key) => !isFresh(memory[key], today));

/** The entries after `keys` were seen and reported: the newest, up to the maximum. */
export function remembered(memory: Reported, keys: readonly string[], today: string): Reported {
  const entries = Object.entries({ ...memory, ...Object.fromEntries(keys.map((key) => [key, today])) });
  const fresh = entries.filter(([, day]) => isFresh(day, today)).sort(([, a], [, b]) => b.localeCompare(a));
  return Object.fromEntries(fresh.slice(0, MAX_ENTRIES));
}

/** Writes the parameter. */
export async function writeReported(ssm: SSMClient, name: string, memory: Reported): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name: name, Type: "String", Overwrite: true, Value: JSON.stringify(memory) }));
}

const DAY = 86_400_000;
const isFresh = (day: string | undefined, today: string): boolean =>
  day !== undefined && Date.parse(today) - Date.parse(day) <= REMEMBERED_DAYS * DAY;
