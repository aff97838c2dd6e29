/** What grows as text is written to it. */
export interface Growing<Value> {
  write(text: string): void;
  /** Nothing follows: what was held back is due. */
  end(): void;
  /** The newest value; the same one as before when nothing has changed, `undefined` before anything. */
  readonly value: Value | undefined;
}
