// What Pulumi runs. A function, not statements: the offline preview runs the same one, many times in a process.
export { program as default } from "./program.ts";
