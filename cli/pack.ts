// `npm run pack`: the pack as an npm package, for other people's programs.
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { packPolicies } from "./pack/package.ts";

console.log(relative(process.cwd(), await packPolicies(fileURLToPath(new URL("../dist", import.meta.url)))));
