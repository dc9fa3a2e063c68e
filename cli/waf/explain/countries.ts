import { countryCodes } from "../../../domain/defaults/countries.ts";

/** AWS's code for addresses of unknown country. */
const NOWHERE = "XX";

/** Whether two capital letters name a country that AWS tells apart, or none that it knows. */
export const isCountry = (code: string): boolean => code === NOWHERE || countryCodes.includes(code);
