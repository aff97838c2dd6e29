import type { Duration } from "../../internal/duration.js";
import type { JsonObject } from "../../internal/json.js";
import type { TypeNode } from "../../manifest/type-node.js";
import type { Frozen } from "../../schema/strict/freeze-schema.js";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import type { SchemaFailure } from "./schema-faults.js";
import type { UnenforceablePart } from "./schema-faults.js";

interface ToolBase {
  readonly name: string;
  /** `""`: none. */
  readonly description: string;
  readonly timeout?: Duration;
  /** The name of the method, or where `@tools` lists it. */
  readonly span: Span;
  /** JSON Schema of its arguments. Absent: there is none, and `failures` or `diagnostics` say why. */
  readonly schema?: JsonObject;
  /** What the providers that the agent reaches enforce of it. Beside {@link schema}. */
  readonly frozen?: Frozen;
  /** What strict modes cannot enforce of it. Beside {@link schema}. */
  readonly unenforceable?: readonly UnenforceablePart[];
  readonly failures?: readonly SchemaFailure[];
}

/** A method of the agent. */
export interface MethodTool extends ToolBase {
  readonly kind: "method";
  readonly method: string;
  /** What `@tool` is given, or all of it. */
  readonly toolSpan: Span;
  /** Absent: it cannot be a tool, and `diagnostics` say why. */
  readonly input?: TypeNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** What `defineTool` made. */
export interface DefinedTool extends ToolBase {
  readonly kind: "defined";
  /** Hash of its schema's shape. */
  readonly fingerprint: string;
}

/** Another agent of the project; the tool has its name. */
export interface AgentTool extends ToolBase {
  readonly kind: "agent";
}

/** A tool of an agent, right or wrong. */
export type LinkedTool = MethodTool | DefinedTool | AgentTool;

/** What `@tools` lists and no agent can have as a tool. */
export interface StrayTool {
  readonly value: unknown;
  readonly span: Span;
}
