// What the engine loads. Plain JavaScript, since the engine compiles a pack's TypeScript itself (pulumi/pulumi#4830) and its compiler
// knows no imports that end in .ts; what is imported here is left to Node, which strips the types.
import "./index.ts";
