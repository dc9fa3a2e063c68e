/** The controls of the catalogue that each policy of this part answers, by the policy's name. */
export const accountControls: Readonly<Record<string, readonly string[]>> = {};
