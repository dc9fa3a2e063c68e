import { readFileSync } from "node:fs";

/** The text of a demo stack's file as another stack would write it that has no release yet, and whose roles' boundary is named after it. */
export const demoFileFor = (stack: string, demo = "demo-prod"): string =>
  readFileSync(new URL(`../../stacks/Pulumi.${demo}.yaml`, import.meta.url), "utf8")
    .replaceAll(`boundary-${demo}`, `boundary-${stack}`)
    .replace(/ {4}web:\n {6}release: .*\n/, "");
