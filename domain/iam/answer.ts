/** The answer to a call of which parts are unknown. */
export type Answer = "no" | "perhaps" | "yes";

const ranks: readonly Answer[] = ["no", "perhaps", "yes"];
const rank = (answer: Answer): number => ranks.indexOf(answer);

/** All must hold. */
export const every = (answers: readonly Answer[]): Answer => answers.reduce<Answer>((a, b) => (rank(a) < rank(b) ? a : b), "yes");

/** One must hold. */
export const some = (answers: readonly Answer[]): Answer => answers.reduce<Answer>((a, b) => (rank(a) > rank(b) ? a : b), "no");

/** The contrary. */
export const not = (answer: Answer): Answer => (answer === "yes" ? "no" : answer === "no" ? "yes" : "perhaps");

/** Where it is sure, and where it is possible. */
export const between = (sure: boolean, possible: boolean): Answer => (sure ? "yes" : possible ? "perhaps" : "no");
