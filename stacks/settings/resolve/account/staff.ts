import type { AccountSettings } from "../account.ts";

/** People who may take the break-glass role. */
export const breakGlassPeople = ({ people, breakGlass }: AccountSettings["staff"]): readonly string[] =>
  breakGlass.people ?? people.filter(({ role }) => role === "administrator").map(({ email }) => email);
