import type { ModelMessage } from "./message.js";
import type { ToolChoice } from "./tool.js";

/** What `beforeStep` of an agent chooses for the next request. What is absent is as without it. */
export interface StepChoice {
  /** Names of the only tools that are offered. `[]`: none. */
  readonly tools?: readonly string[];
  /** Whether the model may, must or must not ask for tools. */
  readonly toolChoice?: ToolChoice;
  /** `"provider/model"`, which is asked first; the fallbacks stay. */
  readonly model?: string;
  /** What the model is told, instead of the prompt and what the steps so far added. */
  readonly messages?: readonly ModelMessage[];
}
