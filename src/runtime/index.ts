export type { OutputOf } from "../dsl/zod-schema.js";
export type { AgentBinding } from "./call.js";
export type {
  Caller,
  CallOptions,
  ChunkCallback,
  DecidingCallOptions,
  EventReceiver,
  ParamsArgument,
  StreamingCaller,
  StreamingCallOptions,
  UndecidedCallOptions,
} from "./caller.js";
export { createCaller, createStreamingCaller } from "./create-caller.js";
export type { Execution, StreamingExecution } from "../reading/execution.js";
export type { Fresh } from "./fresh.js";
export { paramSchema } from "./param-schema.js";
export { dateSchema, recursiveSchema } from "./type-schemas.js";
