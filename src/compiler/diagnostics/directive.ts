import type { Span } from "./diagnostic.js";

/** A comment that turns a warning off: `// troupe-ignore agent/streaming-cache -- why it is right`. */
export interface Directive {
  /** The comment. */
  readonly span: Span;
  /** The line whose warnings it turns off, from 1: its own, or the one below where it stands alone. */
  readonly line: number;
  /** `""`: it names none. */
  readonly code: string;
  /** `""`: it gives none. */
  readonly reason: string;
}
