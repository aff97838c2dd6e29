import type { ResolvedConfig } from "../config/config.js";
import type { Agent } from "../dsl/agent.js";
import type { AgentSpec } from "../manifest/manifest.js";
import type { Caller, StreamingCaller } from "./caller.js";
import type { Schema } from "./schema.js";

/** What a generated module binds a spec to. */
export interface AgentBinding {
  readonly spec: AgentSpec;
  readonly agent: new () => Agent;
  /** Validates the params and fills in their defaults. */
  readonly params: Schema;
  /** Validates the output. Absent: the output is the text. */
  readonly output?: Schema;
  readonly config: ResolvedConfig;
}

/** Makes the caller of an agent that answers as a whole. For generated code. */
export declare function createCaller<Params, Output>(binding: AgentBinding): Caller<Params, Output>;

/** Makes the caller of an agent that streams. For generated code. */
export declare function createStreamingCaller<Params, Output, PartialOutput>(
  binding: AgentBinding,
): StreamingCaller<Params, Output, PartialOutput>;
