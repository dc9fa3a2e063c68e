import { readProject } from "../offline/project.ts";
import { architectureReference } from "./architecture.ts";
import { cliReference } from "./cli.ts";
import { demoGraphs } from "./components.ts";
import { controlsReference } from "./controls.ts";
import { egressReference } from "./egress.ts";
import { gatherEvidence } from "./evidence.ts";
import { glossaryReference } from "./glossary.ts";
import { kindsOf } from "./kinds.ts";
import { pciReference } from "./pci.ts";
import { reviewedOf } from "./reviewed.ts";
import { stackFileSchema } from "./schema.ts";
import { settingsReference } from "./settings.ts";

/** A committed file that is made from the code. */
export interface Generated {
  /** Path from the repository's root. */
  readonly file: string;
  /** The whole text. */
  readonly text: string;
}

/** The pages and the schema; they load the program and the pack. */
export async function pages(root: string): Promise<Generated[]> {
  const graphs = await demoGraphs();
  const evidence = await gatherEvidence(graphs);
  return [
    { file: "stacks/schema.json", text: stackFileSchema(readProject(root).name) },
    { file: "docs/architecture.md", text: architectureReference(root) },
    { file: "docs/cli.md", text: await cliReference(root) },
    { file: "docs/glossary.md", text: glossaryReference() },
    { file: "docs/settings.md", text: settingsReference() },
    { file: "docs/controls.md", text: controlsReference(evidence) },
    { file: "docs/pci-dss.md", text: pciReference(graphs) },
    { file: "docs/egress.md", text: egressReference() },
    { file: "policies/pulumi/kinds.json", text: kindsOf(graphs) },
    { file: "policies/pulumi/reviewed.json", text: reviewedOf(graphs) },
  ];
}
