// What the engine loads. Plain JavaScript, since the engine compiles a pack's TypeScript itself (pulumi/pulumi#4830) and its compiler
// knows no imports that end in .ts; what is imported here is one bundle, or sources that Node strips of types. Not awaited: the engine
// loads this file by require(), which takes nothing that waits. It only listens for the port, which the pack prints once it is loaded.
import module from "node:module";

import("../domain/bundled/fresh.mjs")
  .then(({ bundled }) => bundled("policies"))
  .then((pack) => import(pack ?? "./index.ts"))
  // The engine kills a pack when it is done with it, and only an end of its own would write the compile cache.
  .then(() => module.flushCompileCache());
