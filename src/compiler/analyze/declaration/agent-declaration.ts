import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import type { TypeNode } from "../../../manifest/type-node.js";
import type { CallableDeclaration } from "./callable-declaration.js";

/**
 * A decorated method of a class or of what it extends, read from syntax. The evaluated class decides
 * whether it is a tool, and has the arguments of `@tool`.
 */
export interface MethodDeclaration {
  readonly name: string;
  /** The name of the method. */
  readonly span: Span;
  /** Whether syntax shows that one of its decorators is `tool`. */
  readonly decorated: boolean;
  /**
   * Its input: an object or a union of objects, without properties if it takes nothing. Absent if it cannot
   * be a tool; `diagnostics` then say why.
   */
  readonly input?: TypeNode;
  readonly description?: string;
  /** The arguments of `@tool`, or the whole decorator. */
  readonly toolSpan: Span;
  /** Its faults as a tool; none if it is not a tool. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The source of an agent class, as plain data. */
export interface AgentDeclaration extends CallableDeclaration {
  readonly kind: "agent";
  /** Inherited ones first, then in source order. */
  readonly methods: readonly MethodDeclaration[];
  /** Each entry of `@tools`; none if syntax does not show them. */
  readonly listedTools: readonly Span[];
  /** Where its prompt methods read the clock or randomness. */
  readonly unstableReads: readonly UnstableRead[];
  /** Whether it has `user()` or `messages()`. */
  readonly hasPrompt: boolean;
}

/** A place where a prompt method reads a value that differs each time. */
export interface UnstableRead {
  /** `"user"`. */
  readonly method: string;
  /** `"Date.now()"`. */
  readonly what: string;
  readonly span: Span;
}
