import type { Input } from "@pulumi/pulumi";

/** The form of a function's settings while some of their values are known only after apply. */
export type InputsOf<T> = T extends object ? { readonly [K in keyof T]: InputsOf<T[K]> } : Input<T>;
