export type { OutputOf } from "../dsl/zod-schema.js";
export type { AgentBinding } from "./call.js";
export type {
  Caller,
  CallOptions,
  ChunkCallback,
  EventReceiver,
  ParamsArgument,
  StreamingCaller,
  StreamingCallOptions,
  UnlessWholeCallOptions,
} from "./caller.js";
export { createCaller, createStreamingCaller } from "./create-caller.js";
export type { Execution, StreamingExecution } from "./execution.js";
export type { Fresh } from "./fresh.js";
export { paramSchema } from "./param-schema.js";
