const hasMark = (value: unknown, mark: string): boolean => typeof value === "object" && value !== null && Reflect.get(value, mark) === true;

/** Ends a program with its message alone. */
export class RunError extends Error {
  readonly __pulumiRunError = true;

  static isInstance(value: unknown): value is RunError {
    return hasMark(value, "__pulumiRunError");
  }
}

/** The same, about one resource. */
export class ResourceError extends Error {
  // The SDK's own spelling.
  readonly __pulumResourceError = true;
  readonly resource: object | undefined;
  readonly hideStack: boolean | undefined;

  constructor(message: string, resource: object | undefined, hideStack?: boolean) {
    super(message);
    this.resource = resource;
    this.hideStack = hideStack;
  }

  static isInstance(value: unknown): value is ResourceError {
    return hasMark(value, "__pulumResourceError");
  }
}
