import type { Span } from "./diagnostic.js";

/** A comment that turns a warning off: `// troupe-ignore agent/streaming-cache -- why it is right`. */
export interface Directive {
  /** The comment. */
  readonly span: Span;
  /**
   * The line whose warnings it turns off, from 1: its own line, or the next one if it is alone on its line.
   */
  readonly line: number;
  /** `""` if there is none. */
  readonly code: string;
  /** `""` if there is none. */
  readonly reason: string;
}
