/** A value that grows as text is written to it. */
export interface Growing<Value> {
  write(text: string): void;
  /** Ends the text, so that anything held back becomes visible. */
  end(): void;
  /** The newest value: the same one as before if nothing has changed, `undefined` at the beginning. */
  readonly value: Value | undefined;
}
