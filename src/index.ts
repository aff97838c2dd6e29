// First, because it defines Symbol.metadata, which decorated classes need when they are evaluated.
export { metadataSymbol } from "./dsl/metadata.js";

export { agent, type AgentOptions } from "./dsl/agent-decorator.js";
export type {
  AgentClass,
  AgentDecorator,
  CallableDecorator,
  CallableClass,
} from "./dsl/agent-class.js";
export { Agent, type NextStep } from "./dsl/agent.js";
export type { Agents } from "./dsl/agents.js";
export { concurrency } from "./dsl/concurrency.js";
export { context, type ContextDecorator } from "./dsl/context.js";
export {
  clientTool,
  defineTool,
  type ClientTool,
  type ClientToolOptions,
  type Tool,
  type ToolContext,
  type ToolOptions,
  type ToolResult,
} from "./dsl/define-tool.js";
export { cache, type CacheOptions } from "./dsl/cache.js";
export { description } from "./dsl/description.js";
export { fallback } from "./dsl/fallback.js";
export { FatalToolError, isFatalToolError } from "./dsl/fatal-tool-error.js";
export {
  codeExecution,
  fileSearch,
  providerTool,
  webFetch,
  webSearch,
} from "./dsl/hosted-tools.js";
export type { StepChoice } from "./model/step-choice.js";
export type { Forwarded } from "./dsl/inside.js";
export { maxCalls } from "./dsl/max-calls.js";
export { maxSteps, type MaxStepsOptions } from "./dsl/max-steps.js";
export { maxTokens } from "./dsl/max-tokens.js";
export { model } from "./dsl/model.js";
export { Network, type NetworkClass, type NetworkDecorator } from "./dsl/network.js";
export { param } from "./dsl/param.js";
export { promptCache } from "./dsl/prompt-cache.js";
export { providerOptions } from "./dsl/provider-options.js";
export { retry } from "./dsl/retry.js";
export { schema } from "./dsl/schema.js";
export { state, type StateDecorator } from "./dsl/state.js";
export { streaming, type StreamingOptions } from "./dsl/streaming.js";
export { temperature } from "./dsl/temperature.js";
export { timeout } from "./dsl/timeout.js";
export { tool, type ToolMethodOptions } from "./dsl/tool.js";
export { tools } from "./dsl/tools.js";
export type { ZodSchema } from "./dsl/zod-schema.js";

export type {
  AgentDefaults,
  AgentsConfig,
  ContentPolicy,
  EmitConfig,
  ImportStyle,
  ResolvedConfig,
  RetryOptions,
  SubscriberFailure,
  Timeout,
  TimeoutLimits,
  ToolsConfig,
} from "./config/config.js";
export type { ProviderOptions } from "./config/provider-options.js";
export { defineConfig } from "./config/define-config.js";
export { defineObserver } from "./config/define-observer.js";
export type { ExecutionObserver, Observer } from "./protocol/observer.js";

export { aiSdk } from "./providers/ai-sdk/ai-sdk.js";
export type {
  AiSdkModel,
  AiSdkOptions,
  AiSdkProvider,
  AiSdkSource,
} from "./providers/ai-sdk/options.js";
export { anthropic } from "./providers/anthropic/anthropic.js";
export type { AnthropicOptions } from "./providers/anthropic/options.js";
export { fake } from "./providers/fake/fake.js";
export type {
  FakeAnswer,
  FakeFault,
  FakeHostedCall,
  FakeOptions,
  FakeProvider,
  FakeReply,
  FakeScript,
  FakeSource,
  FakeToolCall,
} from "./providers/fake/fake.js";
export { openai } from "./providers/openai/openai.js";
export { wrapProvider } from "./providers/call/wrap-provider.js";
export type { ProviderWrapper, TakeParts } from "./providers/call/wrap-provider.js";
export type { OpenAIOptions } from "./providers/openai/options/options.js";

export { AgentError, isAgentError } from "./errors.js";
export type { AgentErrorCode, Issue, RecordedError, TimeoutLimit } from "./protocol/failure.js";

export type { Clock } from "./internal/clock.js";
export type { Duration, DurationUnit } from "./internal/duration.js";
export type { Json, JsonObject } from "./internal/json.js";
export type { MaxSteps, ParamConstraints, StringFormat } from "./manifest/manifest.js";
export type { FinishReason } from "./model/finish-reason.js";
export type {
  Attachment,
  Content,
  ContentPart,
  FilePart,
  ImagePart,
  MediaSource,
  TextPart,
} from "./model/content.js";
export type {
  AssistantMessage,
  AssistantPart,
  AssistantTextPart,
  Message,
  ModelContentPart,
  ModelMedia,
  ModelMessage,
  ReasoningPart,
  Replay,
  SystemMessage,
  ToolCallPart,
  ToolMessage,
  UserMessage,
} from "./model/message.js";
export type {
  CodeExecutionOptions,
  FileSearchOptions,
  HostedTool,
  ProviderToolOptions,
  SearchLocation,
  WebFetchOptions,
  WebSearchOptions,
} from "./model/hosted-tool.js";
export type { ModelId } from "./model/model-id.js";
export type {
  ModelCall,
  ModelStreamPart,
  OutputRequest,
  Provider,
  RenderedRequest,
} from "./model/provider.js";
export { findModel } from "./model-registry/find-model.js";
export type {
  ConditionalRates,
  ModelFacts,
  ModelInfo,
  ModelPrices,
  TokenRates,
} from "./model-registry/model-info.js";
export type { Source, TextRange } from "./model/source.js";
export type { ModelTool, ToolChoice } from "./model/tool.js";
export type { PromptCacheRequest, PromptCacheTtl } from "./model/prompt-cache.js";
export type { Usage } from "./model/usage.js";
export type { Warning, WarningCode } from "./model/warning.js";
export { assertNever } from "./protocol/assert-never.js";
export type {
  AttemptEndEvent,
  AttemptStartEvent,
  CacheEvent,
  CompleteEvent,
  ErrorEvent,
  EventOf,
  ExecutionEvent,
  ExecutionEventType,
  MessageEndEvent,
  MessageStartEvent,
  PromptEvent,
  ReasoningDeltaEvent,
  ResetEvent,
  RetryEvent,
  StartEvent,
  TextDeltaEvent,
  WarningEvent,
} from "./protocol/events.js";
export type {
  AgentCompleteEvent,
  AgentStartEvent,
  ChildCall,
  ChildIdentity,
  ForwardedText,
  ForwardEvent,
  StateEvent,
} from "./protocol/child-events.js";
export type {
  ApprovalEvent,
  ClientToolEvent,
  DataEvent,
  ToolCallDeltaEvent,
  ToolCallEvent,
  ToolProgressEvent,
  ToolResultEvent,
} from "./protocol/tool-events.js";
export type { PendingToolCall } from "./protocol/pending.js";
export type { EventBase, StepBase } from "./protocol/event-base.js";
export type { ToolOutcome } from "./protocol/statuses.js";
export type { CallConnection } from "./model/call-connection.js";
export type {
  Ask,
  Caller,
  CallOptions,
  ChunkCallback,
  EventReceiver,
  StreamingAsk,
  StreamingCaller,
} from "./runtime/call/caller.js";
export type {
  StreamingTextAsk,
  StreamingTextCaller,
  TextAsk,
  TextCaller,
} from "./runtime/call/text-caller.js";
export type {
  Conversation,
  ConversationOptions,
  OpenTurn,
  SavedConversation,
  ToolAnswer,
} from "./runtime/call/conversation.js";
export type { Delta, ToolCallDelta } from "./reading/delta.js";
export type {
  EventsOptions,
  Execution,
  NetworkExecution,
  PacedOptions,
  SentenceOptions,
  StreamingExecution,
  StreamingNetworkExecution,
  TextStream,
} from "./reading/execution.js";
export type {
  ContextNetworkCaller,
  NetworkCaller,
  NetworkCallerMembers,
  NetworkCallOptions,
  StreamingContextNetworkCaller,
  StreamingNetworkCaller,
} from "./runtime/call/network-caller.js";
export type { PartialOf } from "./runtime/call/partial-of.js";
export { complete, stream } from "./runtime/plain/plain-call.js";
export type { PlainCallOptions } from "./runtime/plain/plain-call-options.js";
export type { SchemaOutput, SchemaPartial } from "./runtime/call/schema-option.js";
export type { CachedAnswer, CacheStore } from "./cache/cache.js";
export type { Attempt } from "./protocol/attempt.js";
export type { ChildRecord, ExecutionRecord, Step, ToolCallRecord } from "./protocol/record.js";
export type { CacheStatus, ExecutionKind, ExecutionStatus } from "./protocol/statuses.js";
