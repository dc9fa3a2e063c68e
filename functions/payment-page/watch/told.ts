import { GetParameterCommand, ParameterNotFound, PutParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";

/** What was told, by its key, with the day on which it was last seen, `YYYY-MM-DD`. */
export type Told = Readonly<Record<string, string>>;

/** Days after which something that was not seen again is new: longer than what hides from most visits stays away. */
const REMEMBERED_DAYS = 14;

/** A parameter of the standard tier has 4,096 characters; an entry takes 28. */
const MOST = 140;

const told = z.record(z.string(), z.iso.date());

/** Reads the memory; empty where there is none, or none that can be read: then all is told once more. */
export async function readTold(ssm: SSMClient, name: string): Promise<Told> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    return told.parse(JSON.parse(Parameter?.Value ?? "{}"));
  } catch (error) {
    if (error instanceof ParameterNotFound || error instanceof SyntaxError || error instanceof z.ZodError) return {};
    throw error;
  }
}

/** What of `keys` was not told in the last days. */
export const newOf = (keys: readonly string[], memory: Told, today: string): string[] => keys.filter((key) => !isFresh(memory[key], today));

/** The memory after `keys` were seen and told: the newest, as many as it holds. */
export function remembered(memory: Told, keys: readonly string[], today: string): Told {
  const entries = Object.entries({ ...memory, ...Object.fromEntries(keys.map((key) => [key, today])) });
  const fresh = entries.filter(([, day]) => isFresh(day, today)).sort(([, a], [, b]) => b.localeCompare(a));
  return Object.fromEntries(fresh.slice(0, MOST));
}

/** Writes the memory. */
export async function writeTold(ssm: SSMClient, name: string, memory: Told): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name: name, Type: "String", Overwrite: true, Value: JSON.stringify(memory) }));
}

const DAY = 86_400_000;
const isFresh = (day: string | undefined, today: string): boolean =>
  day !== undefined && Date.parse(today) - Date.parse(day) <= REMEMBERED_DAYS * DAY;
