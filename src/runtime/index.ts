export type { OutputOf } from "../dsl/zod-schema.js";
export type { AgentBinding, NetworkBinding } from "./call/binding.js";
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
} from "./call/caller.js";
export type {
  ContextArgument,
  ContextAsk,
  ContextCaller,
  ContextOption,
  PassesContext,
  StreamingContextAsk,
  StreamingContextCaller,
} from "./call/context-caller.js";
export type {
  StreamingTextCaller,
  StreamingTextContextCaller,
  TextCaller,
  TextContextCaller,
} from "./call/text-caller.js";
export {
  createCaller,
  createContextCaller,
  createStreamingCaller,
  createStreamingContextCaller,
  createStreamingTextCaller,
  createStreamingTextContextCaller,
  createTextCaller,
  createTextContextCaller,
} from "./create-caller.js";
export {
  createContextNetworkCaller,
  createNetworkCaller,
  createStreamingContextNetworkCaller,
  createStreamingNetworkCaller,
} from "./create-network-caller.js";
export type {
  ContextNetworkCaller,
  NetworkCaller,
  NetworkCallerMembers,
  NetworkCallOptions,
  StreamingContextNetworkCaller,
  StreamingNetworkCaller,
} from "./call/network-caller.js";
export type {
  Execution,
  NetworkExecution,
  StreamingExecution,
  StreamingNetworkExecution,
  TextStream,
} from "../reading/execution.js";
export type { Fresh } from "./fresh/fresh.js";
export type { Returns } from "./fresh/returns.js";
export { paramSchema } from "./validate/param-schema.js";
export { dateSchema, recursiveSchema } from "./validate/type-schemas.js";
