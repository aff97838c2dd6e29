import type { JsonObject } from "../internal/json.js";
import type { LoweredSchema } from "./lowered-schema.js";

/** A tool as it is described to a model. */
export interface ModelTool {
  /** Matches `[A-Za-z0-9_-]{1,64}`, which every provider accepts. */
  readonly name: string;
  /** When to use it. `""` for none. */
  readonly description: string;
  /** JSON Schema (draft 2020-12) of the arguments: an object. */
  readonly schema: JsonObject;
  /** The forms for strict modes that the build made; see `OutputRequest`. */
  readonly lowered?: readonly LoweredSchema[];
}

/** Whether the model may ask for tools (`auto`), may not, must, or must ask for a certain one. */
export type ToolChoice = "auto" | "none" | "required" | { readonly tool: string };
