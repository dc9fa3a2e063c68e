import { IANAZone } from "luxon";

/** The areas of the IANA time zone database that have places in them. */
const areas = ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/** A place as the database writes it: `New_York`, `Port-au-Prince`, `North_Dakota/New_Salem`, `Dar_es_Salaam`. */
const place = new RegExp(`^(${areas.join("|")})/[A-Z][A-Za-z]*([_/-]([A-Z][A-Za-z]*|es|of|au))*$`);

/**
 * Whether a name is one that AWS's schedules take, and that means what it seems to: `UTC`, or an area and a place. EventBridge Scheduler,
 * Systems Manager and AWS Backup take names of the IANA database
 * (docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#time-zones); offsets such as `+02:00` or `UTC+1` are none. `Etc/GMT+2`
 * is two hours *behind*, and `EST` or `CET` are offsets with a name, which is rarely what is meant. Capitals count, since AWS does not
 * document that it ignores them.
 */
export function isTimezone(name: string): boolean {
  if (name === "UTC" || name === "Etc/UTC") return true;
  if (!place.test(name) || !IANAZone.isValidZone(name)) return false;
  const canonical = canonicalTimezone(name);
  return canonical?.toLowerCase() !== name.toLowerCase() || canonical === name;
}

/** The current name of a time zone that is written in other capitals or by an old name: `Europe/Berlin` for `europe/berlin`; undefined where there is none. */
export function canonicalTimezone(name: string): string | undefined {
  if (!IANAZone.isValidZone(name)) return undefined;
  const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
  return timeZone === "UTC" || place.test(timeZone) ? timeZone : undefined;
}
