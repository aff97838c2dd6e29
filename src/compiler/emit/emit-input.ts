import type { ImportStyle } from "../../config/config.js";
import type { JsonObject } from "../../internal/json.js";
import type { AgentSpec } from "../../manifest/manifest.js";
import type { SchemaPath } from "../analyze/zod/find-own-types.js";
import type { TypeNode } from "../../manifest/type-node.js";

/** The files that a build writes: path within the output folder, with `/`, to content. */
export type FileTree = ReadonlyMap<string, string>;

/** One linked agent with what its module needs beyond the spec. */
export interface EmitAgent {
  readonly spec: AgentSpec;
  /** JSON Schema of what the output schema makes, or `undefined` when JSON Schema cannot say it (dates, transforms) or the author says its type. */
  readonly outputShape?: JsonObject | undefined;
  /** Where {@link outputShape} does not say the type, and the schema's own is taken. Absent: nowhere. */
  readonly ownTypes?: readonly SchemaPath[] | undefined;
  /** Whether the output's type is that of an object with known properties, which an interface may extend. */
  readonly outputIsObject?: true | undefined;
  /** Whether the output schema is imported from a package, which its source then names. */
  readonly outputIsOfPackage?: true | undefined;
  /** JSON Schema of what a caller may give. */
  readonly paramsSchema: JsonObject;
  /** The public members of the class that hold no function, sorted; the staleness guard watches them. */
  readonly fields: readonly string[];
  /** What the tools that are methods take, in the order of the spec. Absent: there are none. */
  readonly toolInputs?: readonly ToolInput[];
}

/** What a tool takes that is a method. */
export interface ToolInput {
  /** The tool's name. */
  readonly tool: string;
  readonly method: string;
  /** An object, or a union of objects. Without properties: the method may have no parameter. */
  readonly input: TypeNode;
}

/** What an output has that loads without a compiler. */
export interface StandaloneSources {
  /** Copies of modules, with their declarations. */
  readonly copies: FileTree;
  /** The file that is imported for one of the project: its copy, or itself. Both from the root. */
  importedFrom(file: string): string;
}

/** A linked project, all that emit needs. Paths are from the project's root, with `/`. */
export interface EmitInput {
  readonly agents: readonly EmitAgent[];
  /** `"agents.config.ts"`. */
  readonly config: string;
  /** `"generated"`. */
  readonly output: string;
  /** Where the project has Zod 4: under its own name, or beside Zod 3. */
  readonly zod: "zod" | "zod/v4";
  /** How modules name those of the project that they import. */
  readonly imports: ImportStyle;
  /** Whether schemas are written as files of their own. */
  readonly jsonSchemas: boolean;
  /** Absent: modules import the sources, by the names that they have once they are compiled. */
  readonly standalone?: StandaloneSources | undefined;
}
