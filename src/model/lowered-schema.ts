import type { JsonObject } from "../internal/json.js";

/** A schema as strict modes take it, which the build made. */
export interface LoweredSchema {
  /** Whose strict modes: `"openai"`, `"anthropic"`. */
  readonly dialects: readonly string[];
  /** Of what the model is asked for, 8 hex digits: changes when that does. */
  readonly hash: string;
  /** Absent: the author's schema as it is. */
  readonly schema?: JsonObject;
  /** `false`: they cannot enforce it. Absent: they do. */
  readonly enforced?: false;
}
