/** Where a diagnostic points: a range of UTF-16 offsets in a file of the project. */
export interface Span {
  /** From the project's root, with `/`. */
  readonly file: string;
  /** The whole text of the file, for the code frame. */
  readonly text: string;
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

/** An error or a warning about a project. Collected, never thrown. */
export interface Diagnostic {
  /** `area/kebab-code`, from the catalogue. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** What is wrong, with the value. */
  readonly message: string;
  /** Absent if it concerns no place in a file. */
  readonly span?: Span;
  /** What to do about it. */
  readonly hint?: string;
}
