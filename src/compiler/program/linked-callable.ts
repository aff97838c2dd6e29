import type { TimeoutLimits } from "../../config/config.js";
import type { Declaration } from "../../dsl/declaration.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { JsonObject } from "../../internal/json.js";
import type { ParamConstraints } from "../../manifest/manifest.js";
import type { TypeNode } from "../../manifest/type-node.js";
import type { Excess } from "../../schema/strict/find-excess.js";
import type { Frozen } from "../../schema/strict/freeze-schema.js";
import type {
  CallableDeclaration,
  FieldDeclaration,
} from "../analyze/declaration/callable-declaration.js";
import type { SchemaPath } from "../analyze/zod/find-own-types.js";
import type { Span } from "../diagnostics/diagnostic.js";
import type { UnenforceablePart } from "./schema-faults.js";

/** A field that is a param, with the arguments of `@param`. */
export interface LinkedParam extends FieldDeclaration {
  readonly constraints?: ParamConstraints;
  readonly schema?: ZodSchema;
  /** Hash of the shape of {@link schema}. */
  readonly fingerprint?: string;
  /** Whether the field's value differs from what a caller gives; {@link type} is then the caller's. */
  readonly converts?: true;
  /** The type of the value in JSON, if code may give more; see `ParamSpec`. */
  readonly json?: TypeNode;
  /** Whether {@link schema} fills in a missing value. */
  readonly mayLack?: true;
}

/** A field that is live context. */
export type LinkedContext = Pick<
  FieldDeclaration,
  "name" | "span" | "optional" | "initializer" | "description" | "faults"
>;

/** Whether a call must pass it. */
export function isRequiredContext({ optional, initializer }: LinkedContext): boolean {
  return !optional && initializer === undefined;
}

/** A part of an output schema that strict modes cannot enforce, and its place. */
export interface LocatedUnenforceablePart extends UnenforceablePart {
  readonly span: Span;
}

/** A limit of a provider that an output schema exceeds, and the schema's place. */
export interface ExcessivePart extends Excess {
  readonly provider: string;
  readonly span: Span;
}

/** Why a model cannot be asked for an output schema, and the place of the reason. */
export interface LocatedFailure {
  /** In one sentence, without its full stop. */
  readonly reason: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
  readonly span: Span;
  /** Whether the whole value is not a schema, rather than a part of it. */
  readonly isWhole: boolean;
}

/** The output schema of an agent. */
export interface LinkedOutput {
  /** Where `@schema` names it. */
  readonly span: Span;
  /** The name that it should be exported by. */
  readonly name: string;
  /** Absent: no module that the agent imports exports it. */
  readonly export?: {
    readonly name: string;
    /** The module, from the root; for a package, the specifier. */
    readonly source: string;
    readonly isPackage?: true;
  };
  /** JSON Schema of what a model is asked for. Absent if there is none; `failures` then say why. */
  readonly input?: JsonObject;
  /** Its lowered forms for the providers that the agent reaches. Present together with {@link input}. */
  readonly frozen?: Frozen;
  /**
   * JSON Schema of the schema's output. Absent if JSON Schema cannot express it, or the author declares its
   * type.
   */
  readonly shape?: JsonObject;
  /** The places where the schema itself defines the type, not {@link shape}. Present together with it. */
  readonly ownTypes?: readonly SchemaPath[];
  /** Whether its type is an object with known properties, of any types. */
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
 * What decorators recorded, only plain data: rules see schemas and tools in their linked form, because an
 * earlier build may have linked them.
 */
export type RecordedFacts = Omit<Declaration, "schema" | "tools">;

/** What linked agents and networks have in common: inherited values and the config's defaults are filled in. */
export interface LinkedCallable {
  readonly declaration: CallableDeclaration;
  /** What the decorators of the class and its ancestors recorded. Absent if its module cannot be loaded. */
  readonly recorded?: RecordedFacts;
  readonly name: string;
  readonly description?: string;
  readonly streaming: boolean;
  readonly timeout: TimeoutLimits;
  readonly params: readonly LinkedParam[];
  readonly context: readonly LinkedContext[];
  /** JSON Schema of what a caller may give. */
  readonly paramsSchema: JsonObject;
  readonly output?: LinkedOutput;
}
