import { fileURLToPath } from "node:url";
import type { AgentSpec, ParamSpec } from "../../../src/manifest/manifest.js";
import type { ObjectNode, TypeNode } from "../../../src/manifest/type-node.js";
import type { EmitAgent, EmitInput, ToolInput } from "../../../src/compiler/emit/emit-input.js";
import { createModuleLoader } from "../../../src/compiler/evaluate/module-loader.js";
import { objectSchema, typeDocument } from "../../../src/schema/types/type-schema.js";
import { fingerprintSchema } from "../../../src/schema/zod/fingerprint-schema.js";
import { isPlainObject } from "../../../src/schema/zod/is-plain-object.js";
import { toJsonSchema } from "../../../src/schema/zod/to-json-schema.js";

/** The example project that the golden files are emitted from. */
export const projectRoot = fileURLToPath(new URL("./fixtures/project", import.meta.url));

const string: TypeNode = { kind: "string" };
const number: TypeNode = { kind: "number" };
const boolean: TypeNode = { kind: "boolean" };

export function literals(...values: (string | number | boolean)[]): TypeNode {
  return { kind: "union", members: values.map((value) => ({ kind: "literal", value })) };
}

export function array(element: TypeNode): TypeNode {
  return { kind: "array", element };
}

function object(...properties: [name: string, type: TypeNode, optional?: true][]): ObjectNode {
  return {
    kind: "object",
    properties: properties.map(([name, type, optional = false]) => ({ name, type, optional })),
  };
}

function orNull(type: TypeNode): TypeNode {
  return { kind: "union", members: [type, { kind: "null" }] };
}

function required(name: string, type: TypeNode, more: Partial<ParamSpec> = {}): ParamSpec {
  return { name, type, required: true, ...more };
}

function optional(name: string, type: TypeNode, more: Partial<ParamSpec> = {}): ParamSpec {
  return { name, type, required: false, ...more };
}

const everything: readonly ParamSpec[] = [
  required("text", string),
  optional("count", number, { default: 3, constraints: { min: 0, max: 10, int: true } }),
  optional("flag", boolean, { default: false }),
  optional("nothing", orNull(string), { default: null }),
  required("anything", { kind: "unknown" }),
  required("size", literals("small", "large")),
  optional("level", literals(0, 10)),
  required("mixed", {
    kind: "union",
    members: [
      { kind: "literal", value: "a" },
      { kind: "literal", value: 1 },
      { kind: "literal", value: true },
      array(string),
      { kind: "null" },
    ],
  }),
  required(
    "items",
    array({
      kind: "object",
      properties: [
        { name: "name", type: string, optional: false, description: "What it is called." },
        { name: "price", type: number, optional: true },
        { name: "sold out", type: boolean, optional: false },
      ],
    }),
  ),
  required("pair", { kind: "tuple", elements: [string, number] }),
  required("many", { kind: "tuple", elements: [string], rest: number }),
  optional(
    "scores",
    { kind: "record", value: number },
    {
      default: JSON.parse('{"a b":-1,"__proto__":2}'),
    },
  ),
  optional(
    "nested",
    object(
      ["a", object(["b", array({ kind: "union", members: [string, number] }), true])],
      ["c", { kind: "tuple", elements: [] }],
    ),
  ),
  optional("empty", string, { default: "" }),
  optional("list", array(string), { default: ["x"] }),
  optional("tones", array(literals("warm", "dry")), { default: ["warm"] }),
  optional("plan", object(["pair", { kind: "tuple", elements: [string, literals(1, 2)] }]), {
    default: { pair: ["x", 1] },
  }),
  required("email", string, { constraints: { format: "email" } }),
  optional("code", string, { constraints: { pattern: '^\\d+/"$', minLength: 2 } }),
  optional("at", string, { constraints: { format: "date-time" } }),
  required("slug", string),
  required("trimmed", string, { zod: true, description: "Ends a comment: */ and goes on." }),
  optional("given", number, { zod: true }),
  optional("settled", number, { zod: true, default: 7 }),
];

interface Declared extends Partial<Omit<AgentSpec, "output">> {
  readonly name: string;
  /** Where its schema is: module and exported name. */
  readonly schema?: readonly [source: string, exportName: string];
  readonly fields?: readonly string[];
  readonly toolInputs?: readonly ToolInput[];
}

const declared: readonly Declared[] = [
  {
    name: "story",
    description: "Writes a short story.",
    streaming: true,
    params: [
      required("topic", string, { description: "What the story is about." }),
      optional("tone", literals("warm", "dry"), { default: "warm" }),
    ],
    schema: ["agents/story.agent.ts", "Story"],
  },
  {
    name: "classifyTicket",
    source: "agents/classify-ticket.agent.ts",
    model: "anthropic/claude-sonnet-4-5",
    cache: { ttlMs: 3_600_000 },
    params: [required("text", string, { constraints: { minLength: 1, maxLength: 20_000 } })],
    schema: ["schemas/ticket.ts", "Ticket"],
  },
  { name: "chat", streaming: true, fields: ["mood"] },
  {
    name: "desk",
    streaming: true,
    streamedSteps: "final",
    maxSteps: 4,
    providerOptions: { openai: { reasoning_effort: "low" }, groq: {} },
    tools: [
      {
        name: "find-order",
        description: 'Finds an order. */ "x"',
        schema: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
        timeoutMs: 5_000,
        run: { kind: "method", method: "findOrder" },
      },
      {
        name: "now",
        description: "",
        schema: { type: "object", properties: {}, additionalProperties: false },
        run: { kind: "method", method: "now" },
      },
      {
        name: "convert",
        description: "Converts.",
        schema: { type: "object", properties: {} },
        run: { kind: "defined", fingerprint: "01234567" },
      },
      {
        name: "classifyTicket",
        description: "Sorts.",
        schema: { type: "object", properties: { text: { type: "string" } } },
        run: { kind: "agent", agent: "classifyTicket" },
      },
      {
        name: "config",
        description: "Has a name that is taken.",
        schema: { type: "object", properties: {} },
        run: { kind: "agent", agent: "config" },
      },
    ],
    toolInputs: [
      {
        tool: "find-order",
        method: "findOrder",
        input: {
          kind: "object",
          properties: [
            { name: "id", type: string, optional: false, description: "As printed: */ #12" },
            { name: "with items", type: array(literals("name", "price")), optional: true },
          ],
        },
      },
      { tool: "now", method: "now", input: object() },
    ],
  },
  { name: "everything", params: everything },
  {
    name: "clash",
    className: "ClashOutput",
    streaming: true,
    params: [required("config", string)],
    schema: ["agents/clash.agent.ts", "z"],
  },
  { name: "config", className: "RegExp", schema: ["agents/config.agent.ts", "default"] },
  {
    name: "outline",
    description: "Plans a text.",
    streaming: true,
    params: [required("topics", array(object(["name", string], ["below", array(string)])))],
    schema: ["agents/outline.agent.ts", "Outline"],
  },
  { name: "event", streaming: true, schema: ["agents/event.agent.ts", "Event"] },
  { name: "legacy", streaming: true, schema: ["agents/legacy.agent.ts", "Legacy"] },
  {
    name: "dated",
    source: "agents/legacy.agent.ts",
    schema: ["agents/legacy.agent.ts", "Dated"],
  },
];

const written = { imports: "js", jsonSchemas: false } as const;

/** The linked project, with schemas that are really evaluated and converted. */
export async function loadProject(): Promise<EmitInput> {
  const loader = createModuleLoader({ root: projectRoot });
  const agents = await Promise.all(
    declared.map(async ({ schema, fields = [], toolInputs, ...spec }): Promise<EmitAgent> => {
      const stem = spec.name.charAt(0).toUpperCase() + spec.name.slice(1);
      const complete: AgentSpec = {
        version: 1,
        className: `${stem}Agent`,
        source: `agents/${spec.name}.agent.ts`,
        model: "openai/gpt-4o",
        streaming: false,
        params: [],
        ...spec,
      };
      const names = [...fields, ...complete.params.map((param) => param.name)].sort();
      const properties = complete.params.map(({ name, type, required, constraints }) => {
        return { name, schema: typeDocument(type, constraints), required };
      });
      const paramsSchema = objectSchema(properties);
      if (!schema) {
        return {
          kind: "agent" as const,
          spec: complete,
          paramsSchema,
          fields: names,
          ...(toolInputs && { toolInputs }),
        };
      }
      const [source, exportName] = schema;
      const exports = await loader.load(`${projectRoot}/${source}`);
      const { input, output } = await toJsonSchema(exports[exportName]);
      const fingerprint = fingerprintSchema(exports[exportName]);
      return {
        kind: "agent" as const,
        spec: { ...complete, output: { exportName, source, schema: input, fingerprint } },
        outputShape: output,
        ...(isPlainObject(exports[exportName]) && { outputIsObject: true }),
        paramsSchema,
        fields: names,
      };
    }),
  );
  return {
    agents,
    networks: [],
    augments: false,
    config: "agents.config.ts",
    output: "generated",
    zod: "zod",
    ...written,
  };
}
