import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import type { Json } from "../../../internal/json.js";
import type { TypeNode } from "../../../manifest/type-node.js";

/** The decorators that say something of a class. */
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
  "providerOptions",
] as const;

/** A decorator that says something of a class. */
export type ClassDecoratorName = (typeof classDecorators)[number];

/**
 * A decorated field of a class or of what it extends, read from syntax. Whether it is a param, and
 * what `@param` was given, is for the evaluated class to say.
 */
export interface FieldDeclaration {
  readonly name: string;
  /** The name of the field. */
  readonly span: Span;
  /** Whether syntax shows that one of its decorators is `param`. */
  readonly decorated: boolean;
  /** Absent: it cannot be a param's, and `diagnostics` say why. */
  readonly type?: TypeNode;
  readonly optional: boolean;
  /** Set also when its value cannot be read. */
  readonly initializer?: Span;
  /** The value of the initializer. */
  readonly default?: Json;
  readonly description?: string;
  /** What `@param` is given, or all of it. */
  readonly paramSpan: Span;
  /** What is wrong with it as a param; nothing if it is none. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A decorated method of a class or of what it extends, read from syntax. Whether it is a tool, and what
 * `@tool` was given, is for the evaluated class to say.
 */
export interface MethodDeclaration {
  readonly name: string;
  /** The name of the method. */
  readonly span: Span;
  /** Whether syntax shows that one of its decorators is `tool`. */
  readonly decorated: boolean;
  /**
   * What it takes, an object or a union of objects; without properties where it takes nothing. Absent: no
   * tool, and `diagnostics` say why.
   */
  readonly input?: TypeNode;
  readonly description?: string;
  /** What `@tool` is given, or all of it. */
  readonly toolSpan: Span;
  /** What is wrong with it as a tool; nothing if it is none. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a schema is named, and where it may be exported. */
export interface SchemaReference {
  /** The argument of `@schema`; the class's name where syntax shows no `@schema`. */
  readonly span: Span;
  /** The name that it has there, if it is one. */
  readonly name?: string;
  /** Absolute paths of modules of the project, the likeliest first. */
  readonly modules: readonly string[];
  /** What its import says, where that names no module of the project: `Story` of `"@acme/shared"`. */
  readonly foreign?: ForeignSchema;
}

/** A schema that is imported from a package. */
export interface ForeignSchema {
  readonly specifier: string;
  /** The name that it is exported by there. */
  readonly imported: string;
  /** The file that this names, absolute and without links. Absent: TypeScript finds none. */
  readonly module?: string;
}

/**
 * What the source of an agent class says, as plain data.
 *
 * Syntax is the truth of types, defaults, doc comments and places. The evaluated class is the truth of
 * what its decorators say and of which fields are params, so that a constant, a shared option or a
 * decorator made from another one is read as it runs.
 */
export interface AgentDeclaration {
  readonly className: string;
  /** The module, absolute. */
  readonly module: string;
  /** The module from the project's root. */
  readonly file: string;
  /** The class's name. */
  readonly span: Span;
  /** The doc comment. */
  readonly description?: string;
  /** What each decorator is given, or all of it: the class's own, and else the nearest ancestor's. */
  readonly decorators: ReadonlyMap<ClassDecoratorName, Span>;
  /** Those of them that stand at the class itself. */
  readonly ownDecorators: ReadonlySet<ClassDecoratorName>;
  /** Inherited ones first, then in source order. */
  readonly fields: readonly FieldDeclaration[];
  /** Inherited ones first, then in source order. */
  readonly methods: readonly MethodDeclaration[];
  /** What `@tools` lists, each by itself; nothing where syntax does not show it. */
  readonly listedTools: readonly Span[];
  /** What tells apart the classes that it extends, from below `Agent` on. */
  readonly ancestors: readonly string[];
  /** Where its prompt methods read the clock or randomness. */
  readonly unstableReads: readonly UnstableRead[];
  /** Names of the public members that hold no function, sorted. */
  readonly members: readonly string[];
  /** Names that the methods of the class and its ancestors read of `this`; `"all"` when any may be. */
  readonly reads: ReadonlySet<string> | "all";
  readonly hasUser: boolean;
  readonly schema: SchemaReference;
  /** Decorators of this package without their parentheses, of which loading the module would throw. */
  readonly uncalled: readonly UncalledDecorator[];
  /** What in its constructor keeps the agent from being made without arguments. Absent: nothing. */
  readonly constructorObstacle?: Span;
}

/** A place where a prompt method reads what is different each time. */
export interface UnstableRead {
  /** `"user"`. */
  readonly method: string;
  /** `"Date.now()"`. */
  readonly what: string;
  readonly span: Span;
}

/** A decorator of this package without its parentheses: `@param topic`. */
export interface UncalledDecorator {
  /** The name that the package exports it by. */
  readonly name: string;
  readonly span: Span;
}
