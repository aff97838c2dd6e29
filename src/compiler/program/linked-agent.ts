import type { RetryOptions } from "../../config/config.js";
import type { CacheDeclaration } from "../../dsl/declaration.js";
import type { JsonObject } from "../../internal/json.js";
import type { MaxSteps } from "../../manifest/manifest.js";
import type { PromptCacheTtl } from "../../model/prompt-cache.js";
import type { AgentDeclaration } from "../analyze/declaration/agent-declaration.js";
import type { LinkedCallable } from "./linked-callable.js";
import type { LinkedHostedTool, LinkedTool, StrayTool } from "./linked-tool.js";

/** An agent, valid or not. */
export interface LinkedAgent extends LinkedCallable {
  readonly kind: "agent";
  readonly declaration: AgentDeclaration;
  readonly model?: string;
  readonly cache?: CacheDeclaration;
  readonly retry?: RetryOptions | false;
  readonly fallback: readonly string[];
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly maxSteps?: MaxSteps;
  readonly streamedSteps?: "final";
  readonly promptCache?: PromptCacheTtl;
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
  /** Methods, inherited ones first, then what `@tools` lists. */
  readonly tools: readonly LinkedTool[];
  /** In source order. */
  readonly hostedTools: readonly LinkedHostedTool[];
  readonly strayTools: readonly StrayTool[];
}
