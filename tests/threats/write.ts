// Writes docs/threats.md: npm run threats
import "../../cli/offline/sdk.ts";
import { writeFileSync } from "node:fs";
import { analyse } from "./analysis.ts";
import { threatsPage } from "./page.ts";

writeFileSync(new URL("../../docs/threats.md", import.meta.url), threatsPage(await analyse()));
