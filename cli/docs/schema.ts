import { z } from "zod";
import { schemas } from "../../stacks/settings.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Key under which a JSON Schema says in words what is expected; only the documentation needs it. */
export const EXPECTED = "x-expected";

/** The settings of one kind of stack as JSON Schema, each value with {@link EXPECTED}. */
export function settingsSchema(kind: keyof typeof schemas): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(schemas[kind], { io: "input", override: addExpectation });
  return schema;
}

/** stacks/schema.json: what a stack file of `project` may hold, for editors. Config keys of others are allowed. */
export function stackFileSchema(project: string): string {
  const key = `${project}:settings`;
  const kinds = ["store", "account"] as const;
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `A stack of ${project}`,
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: {
          [key]: {
            description: "What the stack is to be. Reference: docs/settings.md.",
            anyOf: kinds.map((kind) => ({ $ref: `#/$defs/${kind}` })),
          },
        },
        required: [key],
      },
    },
    required: ["config"],
    $defs: Object.fromEntries(kinds.map((kind) => [kind, settingsSchema(kind)])),
  };
  return `${JSON.stringify(schema, (name, value: unknown) => (name === EXPECTED ? undefined : value), 2)}\n`;
}

type Override = NonNullable<z.core.ToJSONSchemaParams["override"]>;

function addExpectation({ zodSchema, jsonSchema }: Parameters<Override>[0]): void {
  const expected = expectation(zodSchema, jsonSchema.type === "string" ? "" : Symbol());
  if (expected === undefined || jsonSchema.type === "object") return;
  jsonSchema[EXPECTED] = expected;
  // Editors show this in place of the pattern.
  for (const part of [jsonSchema, ...(jsonSchema.allOf ?? [])]) if (part.pattern) part.patternErrorMessage = `Expected ${expected}.`;
}

/** The schema's message for a value that no setting takes. */
function expectation(schema: z.core.$ZodType, unfit: unknown): string | undefined {
  return z.core.safeParse(schema, unfit).error?.issues[0]?.message;
}
