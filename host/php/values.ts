/** A value as PHP writes it. */
export function asPhp(value: unknown): string {
  if (typeof value === "string") return `'${value.replace(/[\\']/g, "\\$&")}'`;
  if (Array.isArray(value)) return `[${value.map(asPhp).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `[${Object.entries(value)
      .map(([name, one]) => `${asPhp(name)} => ${asPhp(one)}`)
      .join(", ")}]`;
  return JSON.stringify(value);
}
