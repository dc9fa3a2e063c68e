/** A parameter of a document for nodes: it ends up in a shell of root's, so it has a list of values, or a pattern without quotes. */
export type CommandParameter = { readonly description: string; readonly default?: string } & (
  | { readonly allowedPattern: string }
  | { readonly allowedValues: readonly string[] }
);

/** A command that is run on a node. */
export interface NodeCommand {
  /** The document's name after `<stack>-node-`. */
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, CommandParameter>>;
  /** Bash; it has each parameter as a variable, in capitals. */
  readonly script: string;
  /** Seconds until it is ended: as long as the work may take, not as long as it mostly does. */
  readonly seconds: number;
}

/** The name of a document for nodes. */
export const nodeDocument = (stack: string, name: string): string => `${stack}-node-${name}`;

/** The variable of a parameter: `AccessPoint` is `ACCESS_POINT`. */
const variableOf = (parameter: string): string => parameter.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();

/** A document of Systems Manager's Run Command. Source: docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
export function commandDocument({ description, parameters, script, seconds }: NodeCommand) {
  const variables = Object.keys(parameters).map((name) => `${variableOf(name)}='{{${name}}}'`);
  return {
    schemaVersion: "2.2",
    description,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, rest]) => [name, { type: "String", ...rest }])),
    mainSteps: [
      {
        action: "aws:runShellScript",
        name: "Run",
        precondition: { StringEquals: ["platformType", "Linux"] },
        inputs: {
          timeoutSeconds: String(seconds),
          runCommand: ["#!/bin/bash", "set -Eeuo pipefail", ...variables, ...script.trimEnd().split("\n")],
        },
      },
    ],
  };
}
