/** Where a module failed and why, ready to show. */
export interface EvaluationFailure {
  /** What is wrong, in one sentence if possible. Paths of the project are relative. */
  readonly message: string;
  /** The file that the failure is in, from the project's root, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
}

/**
 * A module of the project could not be loaded: it threw, does not parse, or imports something that does not
 * exist. `cause` is what was thrown.
 */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
  /** The module that should have been loaded, from the project's root, with `/`. */
  readonly module: string;
  /** The file with the failure, from the project's root, with `/`: `module`, or one that it imports. */
  readonly file: string;
  /** From 1. Undefined when the cause does not say. */
  readonly line: number | undefined;
  /** From 1, in UTF-16 units. Undefined when the cause does not say. */
  readonly column: number | undefined;

  constructor(module: string, failure: EvaluationFailure, cause?: unknown) {
    super(failure.message, { cause });
    this.module = module;
    this.file = failure.file;
    this.line = failure.line;
    this.column = failure.column;
  }
}

/** The tsconfig that modules are transpiled with, or one that it extends, cannot be read. */
export class TsconfigError extends EvaluationError {}
