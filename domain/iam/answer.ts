/** The answer to a call of which parts are unknown. */
export type Answer = "no" | "perhaps" | "yes";

/** All must hold. */
export const every = (answers: readonly Answer[]): Answer => first(["no", "perhaps"], answers) ?? "yes";

/** One must hold. */
export const some = (answers: readonly Answer[]): Answer => first(["yes", "perhaps"], answers) ?? "no";

const first = (wanted: readonly Answer[], answers: readonly Answer[]): Answer | undefined => wanted.find((one) => answers.includes(one));

/** The contrary. */
export const not = (answer: Answer): Answer => (answer === "yes" ? "no" : answer === "no" ? "yes" : "perhaps");

/** Where it is sure, and where it is possible. */
export const between = (sure: boolean, possible: boolean): Answer => (sure ? "yes" : possible ? "perhaps" : "no");
