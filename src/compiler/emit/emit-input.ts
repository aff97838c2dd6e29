import type { ImportStyle } from "../../config/config.js";
import type { JsonObject } from "../../internal/json.js";
import type { AgentSpec, CallableSpec, NetworkSpec } from "../../manifest/manifest.js";
import type { SchemaPath } from "../analyze/zod/find-own-types.js";
import type { TypeNode } from "../../manifest/type-node.js";

/** The files that a build writes: path within the output folder, with `/`, to content. */
export type FileTree = ReadonlyMap<string, string>;

/** A linked agent or network with everything that its module needs beyond the spec. */
export interface EmitCallable {
  readonly spec: CallableSpec;
  /**
   * JSON Schema of the output schema's output. Undefined if JSON Schema cannot express it (dates,
   * transforms) or the author has declared its type.
   */
  readonly outputShape?: JsonObject | undefined;
  /**
   * The places where {@link outputShape} does not give the type and the schema's own is used. Absent: none.
   */
  readonly ownTypes?: readonly SchemaPath[] | undefined;
  /** Whether the output's type is that of an object with known properties, which an interface may extend. */
  readonly outputIsObject?: true | undefined;
  /** Whether the output schema is imported from a package, which its source then names. */
  readonly outputIsOfPackage?: true | undefined;
  /** JSON Schema of what a caller may give. */
  readonly paramsSchema: JsonObject;
  /** The public members of the class that are not functions, sorted; the staleness guard checks them. */
  readonly fields: readonly string[];
}

/** A linked network. */
export interface EmitNetwork extends EmitCallable {
  readonly kind: "network";
  readonly spec: NetworkSpec;
}

/** A linked agent. */
export interface EmitAgent extends EmitCallable {
  readonly kind: "agent";
  readonly spec: AgentSpec;
  /** The inputs of the tools that are methods, in the order of the spec. Absent: there are none. */
  readonly toolInputs?: readonly ToolInput[];
}

/** Anything that becomes a module with a caller. */
export type Emitted = EmitAgent | EmitNetwork;

/** The input of a tool that is a method. */
export interface ToolInput {
  /** The tool's name. */
  readonly tool: string;
  readonly method: string;
  /** An object, or a union of objects. Without properties: the method may have no parameter. */
  readonly input: TypeNode;
}

/** The additional files of an output that loads without a compiler. */
export interface StandaloneSources {
  /** Copies of modules, with their declarations. */
  readonly copies: FileTree;
  /**
   * The file to import instead of a file of the project: its copy, or the file itself. Both from the root.
   */
  importedFrom(file: string): string;
}

/** A linked project, as emit needs it. Paths are from the project's root, with `/`. */
export interface EmitInput {
  readonly agents: readonly EmitAgent[];
  readonly networks: readonly EmitNetwork[];
  /**
   * Whether a class has the callers of `this.agents` from `Agents` of this package, which the index then
   * declares, and not from a type argument.
   */
  readonly augments: boolean;
  /** `"agents.config.ts"`. */
  readonly config: string;
  /** `"generated"`. */
  readonly output: string;
  /** Where the project has Zod 4: in its own package, or within Zod 3. */
  readonly zod: "zod" | "zod/v4";
  /** How generated modules import those of the project. */
  readonly imports: ImportStyle;
  /** Whether schemas are written as files of their own. */
  readonly jsonSchemas: boolean;
  /** Absent: modules import the sources, by their names after compilation. */
  readonly standalone?: StandaloneSources | undefined;
}
