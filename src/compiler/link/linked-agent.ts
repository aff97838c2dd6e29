import type { RetryOptions, TimeoutLimits } from "../../config/config.js";
import type { CacheDeclaration, Declaration } from "../../dsl/declaration.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { JsonObject } from "../../internal/json.js";
import type { ParamConstraints } from "../../manifest/manifest.js";
import type { DialectName } from "../../schema/strict/dialect.js";
import type { Excess } from "../../schema/strict/find-excess.js";
import type { AgentDeclaration, FieldDeclaration } from "../analyze/agent-declaration.js";
import type { Span } from "../diagnostics/diagnostic.js";
import type { LinkedTool, StrayTool } from "./linked-tool.js";

/** A field that is a param, with what `@param` was given. */
export interface LinkedParam extends FieldDeclaration {
  readonly constraints?: ParamConstraints;
  readonly schema?: ZodSchema;
}

/** A part of an output schema that strict modes cannot enforce, and where it is written. */
export interface UnenforceablePart {
  /** `"orders[].tags"`; `""` for the whole. */
  readonly path: string;
  /** What cannot be enforced, as a noun phrase. */
  readonly reason: string;
  readonly hint: string;
  readonly span: Span;
}

/** Something that an output schema has more of than a provider enforces, and where the schema is written. */
export interface ExcessivePart extends Excess {
  readonly provider: string;
  readonly span: Span;
}

/** The output schema of an agent. */
export interface LinkedOutput {
  /** Where `@schema` names it. */
  readonly span: Span;
  /** The name that it should be exported by. */
  readonly name: string;
  /** Absent: no module of the project that the agent knows exports it. */
  readonly export?: { readonly name: string; readonly source: string };
  /** JSON Schema of what a model is asked for. Absent: there is none, and `failure` says why. */
  readonly input?: JsonObject;
  /** JSON Schema of what the schema makes of it. Absent: JSON Schema cannot say it, or the author says its type. */
  readonly shape?: JsonObject;
  readonly failure?: string;
  /** Hash of its shape. */
  readonly fingerprint: string;
  readonly unenforceable: readonly UnenforceablePart[];
  readonly excess: readonly ExcessivePart[];
}

/** An agent with what it inherits and the config's defaults filled in, right or wrong. */
export interface LinkedAgent {
  readonly declaration: AgentDeclaration;
  /** What the decorators of the class and its ancestors say. Absent: its module cannot be loaded. */
  readonly recorded?: Declaration;
  readonly name: string;
  readonly description?: string;
  readonly model?: string;
  readonly streaming: boolean;
  readonly cache?: CacheDeclaration;
  readonly timeout: TimeoutLimits;
  readonly retry?: RetryOptions;
  readonly fallback: readonly string[];
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly maxSteps?: number;
  readonly streamedSteps?: "final";
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
  readonly params: readonly LinkedParam[];
  readonly output?: LinkedOutput;
  /** What the providers of its model and its fallbacks enforce, as far as it is known. */
  readonly dialects: readonly DialectName[];
  /** Methods, inherited ones first, then what `@tools` lists. */
  readonly tools: readonly LinkedTool[];
  readonly strayTools: readonly StrayTool[];
}
