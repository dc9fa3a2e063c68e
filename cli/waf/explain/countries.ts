/** What AWS says of an address whose country it does not know. */
const NOWHERE = "XX";

const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Whether two capital letters name a country, or none that AWS knows. */
export const isCountry = (code: string): boolean => code === NOWHERE || (/^[A-Z]{2}$/.test(code) && names.of(code) !== undefined);
