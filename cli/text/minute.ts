/** A time to its minute, such as `2026-11-22 12:00 UTC`, of one in ISO 8601. */
export const minuteText = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;
