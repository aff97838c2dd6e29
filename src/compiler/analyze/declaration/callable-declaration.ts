import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import type { Json } from "../../../internal/json.js";
import type { TypeNode } from "../../../manifest/type-node.js";

/** What a class may become. */
export type CallableKind = "agent" | "network";

/** The decorators for classes. */
export const classDecorators = [
  "agent",
  "fallback",
  "model",
  "retry",
  "streaming",
  "schema",
  "cache",
  "timeout",
  "temperature",
  "maxTokens",
  "description",
  "tools",
  "maxSteps",
  "promptCache",
  "providerOptions",
  "concurrency",
  "maxCalls",
] as const;

/** A decorator for classes. */
export type ClassDecoratorName = (typeof classDecorators)[number];

/** Why callers cannot set a field, whatever it is decorated as. */
export type FieldFault =
  | { readonly kind: "not-public"; readonly modifier: string }
  | { readonly kind: "invalid-name" }
  | { readonly kind: "not-a-field"; readonly what: string };

/**
 * A decorated field of a class or of what it extends, read from syntax. The evaluated class decides whether
 * it is a param, context or a state, and has the arguments of `@param`.
 */
export interface FieldDeclaration {
  readonly name: string;
  /** The name of the field. */
  readonly span: Span;
  /** Whether syntax shows that one of its decorators is `param`. */
  readonly decorated: boolean;
  /** Absent if it cannot be a param's type; `diagnostics` then say why. */
  readonly type?: TypeNode;
  readonly optional: boolean;
  /** Also set if its value cannot be read. */
  readonly initializer?: Span;
  /** The value of the initializer. */
  readonly default?: Json;
  readonly description?: string;
  /** The arguments of `@param`, or the whole decorator. */
  readonly paramSpan: Span;
  readonly faults: readonly FieldFault[];
  /** Its other faults as a param; none if it is not a param. */
  readonly diagnostics: readonly Diagnostic[];
  /** Those of them that its type has, which count for a state too. */
  readonly typeDiagnostics: readonly Diagnostic[];
}

/** Where a schema is referenced, and where it may be exported. */
export interface SchemaReference {
  /** The argument of `@schema`, or the class's name if syntax shows no `@schema`. */
  readonly span: Span;
  /** Its name there, if it has one. */
  readonly name?: string;
  /** Absolute paths of modules of the project, the most likely one first. */
  readonly modules: readonly string[];
  /** Its import, if that is not from the project: `Story` of `"@acme/shared"`. */
  readonly foreign?: ForeignSchema;
}

/** A schema that is imported from a package. */
export interface ForeignSchema {
  readonly specifier: string;
  /** The name that the package exports it under. */
  readonly imported: string;
  /** The imported file, absolute and without links. Absent if TypeScript finds none. */
  readonly module?: string;
}

/**
 * The source of the class of an agent or a network, as plain data.
 *
 * Syntax decides on types, defaults, doc comments and places. The evaluated class decides on the arguments
 * of decorators and on which fields are params, so that a constant, a shared option or a decorator made
 * from another one is read as it runs.
 */
export interface CallableDeclaration {
  readonly className: string;
  /** The module, absolute. */
  readonly module: string;
  /** The module from the project's root. */
  readonly file: string;
  /** The class's name. */
  readonly span: Span;
  /** The doc comment. */
  readonly description?: string;
  /**
   * The arguments of each decorator, or all of it: the class's own decorator, otherwise the nearest
   * ancestor's.
   */
  readonly decorators: ReadonlyMap<ClassDecoratorName, Span>;
  /** The decorators on the class itself. */
  readonly ownDecorators: ReadonlySet<ClassDecoratorName>;
  /** Inherited ones first, then in source order. */
  readonly fields: readonly FieldDeclaration[];
  /** The ids of the classes that it extends, from below the class of this package on. */
  readonly ancestors: readonly string[];
  /** Names of the public members that are not functions, sorted. */
  readonly members: readonly string[];
  /** Names that the methods of the class and its ancestors read from `this`; `"all"` if it may be any. */
  readonly reads: ReadonlySet<string> | "all";
  /** What its code calls as `this.agents`, in the order of the code. */
  readonly memberUses: readonly MemberUse[];
  /** Whether it has the callers of `this.agents` as a type argument: `extends Network<Agents>`. */
  readonly namesAgents: boolean;
  readonly schema: SchemaReference;
  /** Decorators of this package without parentheses, with which loading the module would throw. */
  readonly uncalled: readonly UncalledDecorator[];
  /** The part of its constructor that keeps an instance from being made without arguments. Absent: none. */
  readonly constructorObstacle?: Span;
}

/** A place where the code of a class names an agent or a network: `this.agents.outline`. */
export interface MemberUse {
  readonly name: string;
  /** The name. */
  readonly span: Span;
}

/** A decorator of this package without parentheses: `@param topic`. */
export interface UncalledDecorator {
  /** The name that the package exports it under. */
  readonly name: string;
  readonly span: Span;
}
