import { UserError } from "../offline/faults.ts";

/** The error where a program uses a feature of the SDK that the recorder does not have. */
export const unsupported = (feature: string): UserError =>
  new UserError(
    `@pulumi/pulumi ${feature}: not in the offline recorder, expected a feature that it has; --engine sdk runs Pulumi's own SDK`,
  );

/** Stands for such a feature, be it a function, a class or a namespace: whatever is done with it throws. */
export function standIn(feature: string): object {
  const refuse = () => {
    throw unsupported(feature);
  };
  return new Proxy(class {}, {
    apply: refuse,
    construct: refuse,
    get: (_target, property) => {
      // What loaders and promises look for in anything.
      if (typeof property === "symbol" || property === "then" || property === "__esModule") return undefined;
      // A class may extend it, as long as nothing makes one.
      if (property === "prototype") return {};
      throw unsupported(`${feature}.${property}`);
    },
  });
}

/** `known`, and whatever else is read from it throws. */
export function strict<T extends object>(feature: string, known: T): T {
  return new Proxy(known, {
    get: (target, property, receiver) => {
      if (typeof property === "symbol" || property in target || property === "then" || property === "__esModule")
        return Reflect.get(target, property, receiver);
      throw unsupported(`${feature}.${property}`);
    },
  });
}
