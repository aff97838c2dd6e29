import type { RetryOptions, TimeoutLimits } from "../../config/config.js";
import type { CacheDeclaration, Declaration } from "../../dsl/declaration.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { JsonObject } from "../../internal/json.js";
import type { ParamConstraints } from "../../manifest/manifest.js";
import type { TypeNode } from "../../manifest/type-node.js";
import type { Excess } from "../../schema/strict/find-excess.js";
import type { Frozen } from "../../schema/strict/freeze-schema.js";
import type {
  AgentDeclaration,
  FieldDeclaration,
} from "../analyze/declaration/agent-declaration.js";
import type { SchemaPath } from "../analyze/zod/find-own-types.js";
import type { Span } from "../diagnostics/diagnostic.js";
import type { LinkedTool, StrayTool } from "./linked-tool.js";
import type { UnenforceablePart } from "./schema-faults.js";

/** A field that is a param, with what `@param` was given. */
export interface LinkedParam extends FieldDeclaration {
  readonly constraints?: ParamConstraints;
  readonly schema?: ZodSchema;
  /** Hash of the shape of {@link schema}. */
  readonly fingerprint?: string;
  /** Whether the field has something else than a caller gives, which {@link type} then is. */
  readonly converts?: true;
  /** What JSON gives, where code may give more; see `ParamSpec`. */
  readonly json?: TypeNode;
  /** Whether {@link schema} fills in what is left out. */
  readonly mayLack?: true;
}

/** A part of an output schema that strict modes cannot enforce, and where it is written. */
export interface LocatedUnenforceablePart extends UnenforceablePart {
  readonly span: Span;
}

/** Something that an output schema has more of than a provider enforces, and where the schema is written. */
export interface ExcessivePart extends Excess {
  readonly provider: string;
  readonly span: Span;
}

/** Why a model cannot be asked for an output schema, and where that is written. */
export interface LocatedFailure {
  /** In one sentence, without its full stop. */
  readonly reason: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
  readonly span: Span;
  /** Whether it is the schema as a whole that is none, and not a part of it. */
  readonly isWhole: boolean;
}

/** The output schema of an agent. */
export interface LinkedOutput {
  /** Where `@schema` names it. */
  readonly span: Span;
  /** The name that it should be exported by. */
  readonly name: string;
  /** Absent: no module of the project that the agent knows exports it. */
  readonly export?: {
    readonly name: string;
    /** The module, from the root; of a package what imports name. */
    readonly source: string;
    readonly isPackage?: true;
  };
  /** JSON Schema of what a model is asked for. Absent: there is none, and `failures` say why. */
  readonly input?: JsonObject;
  /** What the providers that the agent reaches enforce of it. Beside {@link input}. */
  readonly frozen?: Frozen;
  /** JSON Schema of what the schema makes of it. Absent: JSON Schema cannot say it, or the author says its type. */
  readonly shape?: JsonObject;
  /** Where {@link shape} does not say the type, but the schema itself. Beside it. */
  readonly ownTypes?: readonly SchemaPath[];
  /** Whether its type is that of an object with known properties, whatever each is. */
  readonly isObject?: true;
  readonly failures: readonly LocatedFailure[];
  /** Hash of its shape. */
  readonly fingerprint: string;
  readonly unenforceable: readonly LocatedUnenforceablePart[];
  readonly excess: readonly ExcessivePart[];
}

/** The module of the project that exports an output schema, from the root; `undefined` for one of a package. */
export function schemaModuleOf(output: LinkedOutput | undefined): string | undefined {
  return output?.export?.isPackage ? undefined : output?.export?.source;
}

/**
 * What decorators recorded, without what is more than data: a rule sees a schema and tools as they are
 * linked, because they may have been linked by an earlier build.
 */
export type RecordedFacts = Omit<Declaration, "schema" | "tools">;

/** An agent with what it inherits and the config's defaults filled in, right or wrong. */
export interface LinkedAgent {
  readonly declaration: AgentDeclaration;
  /** What the decorators of the class and its ancestors say. Absent: its module cannot be loaded. */
  readonly recorded?: RecordedFacts;
  readonly name: string;
  readonly description?: string;
  readonly model?: string;
  readonly streaming: boolean;
  readonly cache?: CacheDeclaration;
  readonly timeout: TimeoutLimits;
  readonly retry?: RetryOptions | false;
  readonly fallback: readonly string[];
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly maxSteps?: number;
  readonly streamedSteps?: "final";
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
  readonly params: readonly LinkedParam[];
  /** JSON Schema of what a caller may give. */
  readonly paramsSchema: JsonObject;
  readonly output?: LinkedOutput;
  /** Methods, inherited ones first, then what `@tools` lists. */
  readonly tools: readonly LinkedTool[];
  readonly strayTools: readonly StrayTool[];
}
