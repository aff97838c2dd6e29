import type { Duration } from "../../internal/duration.js";
import type { JsonObject } from "../../internal/json.js";
import type { HostedTool } from "../../model/hosted-tool.js";
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
  /** Whether the execution is complete when it succeeds. */
  readonly final?: true;
  /** Whether a person may have to approve a call. */
  readonly approve?: true;
  /** The name of the method, or where `@tools` lists it. */
  readonly span: Span;
  /** JSON Schema of its arguments. Absent if there is none; `failures` or `diagnostics` then say why. */
  readonly schema?: JsonObject;
  /** Its lowered forms for the providers that the agent reaches. Present together with {@link schema}. */
  readonly frozen?: Frozen;
  /** The parts that strict modes cannot enforce. Present together with {@link schema}. */
  readonly unenforceable?: readonly UnenforceablePart[];
  readonly failures?: readonly SchemaFailure[];
}

/** A method of the agent. */
export interface MethodTool extends ToolBase {
  readonly kind: "method";
  readonly method: string;
  /** The arguments of `@tool`, or the whole decorator. */
  readonly toolSpan: Span;
  /** Absent if it cannot be a tool; `diagnostics` then say why. */
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

/** What `clientTool` made. */
export interface LinkedClientTool extends ToolBase {
  readonly kind: "client";
  /** Hash of its schema's shape. */
  readonly fingerprint: string;
}

/** A tool of an agent, valid or not. */
export type LinkedTool = MethodTool | DefinedTool | AgentTool | LinkedClientTool;

/** A tool that the provider runs itself, and where it is listed. */
export interface LinkedHostedTool {
  readonly tool: HostedTool;
  readonly span: Span;
}

/** A value in `@tools` that is not a tool. */
export interface StrayTool {
  readonly value: unknown;
  readonly span: Span;
}
