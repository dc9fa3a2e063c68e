import { countryCodes } from "../../../domain/defaults/countries.ts";

/** What AWS says of an address whose country it does not know. */
const NOWHERE = "XX";

/** Whether two capital letters name a country that AWS tells apart, or none that it knows. */
export const isCountry = (code: string): boolean => code === NOWHERE || countryCodes.includes(code);
