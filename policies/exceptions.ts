/**
 * Controls of the catalogue that a graph can decide and no policy does, and why, a sentence each. There are none: a control that
 * comes in here says which issue brings its policy.
 */
export const exceptions: Readonly<Record<string, string>> = {};
