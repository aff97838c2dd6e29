import type { JsonObject } from "../internal/json.js";

/** A schema in the form of some strict modes, made by the build. */
export interface LoweredSchema {
  /** The strict modes: `"openai"`, `"anthropic"`. */
  readonly dialects: readonly string[];
  /** A hash of what the model is asked for, 8 hex digits. */
  readonly hash: string;
  /** Absent: the author's schema, unchanged. */
  readonly schema?: JsonObject;
  /** `false`: they cannot enforce it. Absent: they can. */
  readonly enforced?: false;
}
