import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { Execution, StreamingExecution } from "../../reading/execution.js";
import type {
  Ask,
  CallerMembers,
  CallOptions,
  DecidingCallOptions,
  EventReceiver,
  ParamsArgument,
  StreamingAsk,
  StreamingCallOptions,
  UndecidedCallOptions,
} from "./caller.js";
import type {
  ContextArgument,
  ContextAsk,
  ContextOption,
  StreamingContextAsk,
} from "./context-caller.js";
import type { ToolAnswer } from "./conversation.js";
import type {
  SchemaJson,
  SchemaOption,
  SchemaOutput,
  SchemaPartial,
  TextCallOptions,
  UndecidedTextCallOptions,
} from "./schema-option.js";

// An agent that declares no schema is asked like any other, or with the option `schema`: its output is then what
// this schema makes of the answer.

/** The execution of a call that may bring a schema. */
type ExecutionBy<Schema> = Execution<SchemaOutput<Schema>, SchemaJson<Schema>>;

/** The same of a call that streams. */
type StreamingExecutionBy<Schema> = StreamingExecution<
  SchemaOutput<Schema>,
  SchemaPartial<Schema>,
  SchemaJson<Schema>
>;

/**
 * The last overload, whose error tsc shows: it takes every option, so that what is wrong is named. Calls that are
 * right have been taken by one before it.
 */
interface LastAsk<Given extends readonly unknown[], Result> {
  (...given: Given): Result;
}

/** Asks an agent that declares no schema and does not stream. */
export interface TextAsk<Params>
  extends
    Ask<Params, string>,
    LastAsk<
      [params: ParamsArgument<Params>, options?: EventReceiver | TextCallOptions],
      Execution<string>
    > {
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: StreamingCallOptions & SchemaOption<Schema>,
  ): StreamingExecutionBy<Schema>;
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: CallOptions & SchemaOption<Schema>,
  ): ExecutionBy<Schema>;
}

/** Asks an agent that declares no schema and streams. */
export interface StreamingTextAsk<Params>
  extends
    StreamingAsk<Params, string>,
    LastAsk<
      [params: ParamsArgument<Params>, options?: EventReceiver | UndecidedTextCallOptions],
      StreamingExecution<string>
    > {
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: StreamingCallOptions & SchemaOption<Schema>,
  ): StreamingExecutionBy<Schema>;
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: DecidingCallOptions & SchemaOption<Schema>,
  ): ExecutionBy<Schema>;
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: UndecidedCallOptions & SchemaOption<Schema>,
  ): StreamingExecutionBy<Schema>;
}

/** Asks an agent that has live context, declares no schema and does not stream. */
export interface TextContextAsk<Params, Context>
  extends
    ContextAsk<Params, string, Context>,
    LastAsk<
      [params: ParamsArgument<Params>, ...options: ContextArgument<TextCallOptions, Context>],
      Execution<string>
    > {
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: StreamingCallOptions & ContextOption<Context> & SchemaOption<Schema>,
  ): StreamingExecutionBy<Schema>;
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: CallOptions & ContextOption<Context> & SchemaOption<Schema>,
  ): ExecutionBy<Schema>;
}

/** Asks an agent that has live context, declares no schema and streams. */
export interface StreamingTextContextAsk<Params, Context>
  extends
    StreamingContextAsk<Params, string, Context>,
    LastAsk<
      [
        params: ParamsArgument<Params>,
        ...options: ContextArgument<UndecidedTextCallOptions, Context>,
      ],
      StreamingExecution<string>
    > {
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: StreamingCallOptions & ContextOption<Context> & SchemaOption<Schema>,
  ): StreamingExecutionBy<Schema>;
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: DecidingCallOptions & ContextOption<Context> & SchemaOption<Schema>,
  ): ExecutionBy<Schema>;
  <Schema extends ZodSchema | undefined = undefined>(
    params: ParamsArgument<Params>,
    options: UndecidedCallOptions & ContextOption<Context> & SchemaOption<Schema>,
  ): StreamingExecutionBy<Schema>;
}

/** Goes on with the last turn of an agent that declares no schema and does not stream. */
interface TextContinue<Options> {
  <Schema extends ZodSchema | undefined = undefined>(
    answers?: readonly ToolAnswer[],
    options?: Options & SchemaOption<Schema>,
  ): ExecutionBy<Schema>;
}

/** Goes on with the last turn of an agent that declares no schema and streams. */
interface StreamingTextContinue<Options> {
  <Schema extends ZodSchema | undefined = undefined>(
    answers?: readonly ToolAnswer[],
    options?: Options & SchemaOption<Schema>,
  ): StreamingExecutionBy<Schema>;
}

/** Calls an agent that declares no schema and does not stream. */
export interface TextCaller<Params>
  extends
    TextAsk<Params>,
    CallerMembers<TextAsk<Params>, TextContinue<EventReceiver | CallOptions>> {}

/** Calls an agent that declares no schema and streams. */
export interface StreamingTextCaller<Params>
  extends
    StreamingTextAsk<Params>,
    CallerMembers<
      StreamingTextAsk<Params>,
      StreamingTextContinue<EventReceiver | UndecidedCallOptions>
    > {}

/**
 * Calls an agent that has live context, declares no schema and does not stream.
 *
 * @typeParam Context The agent's `@context` fields.
 */
export interface TextContextCaller<Params, Context>
  extends
    TextContextAsk<Params, Context>,
    CallerMembers<
      TextContextAsk<Params, Context>,
      TextContinue<CallOptions & ContextOption<Context>>
    > {}

/**
 * Calls an agent that has live context, declares no schema and streams.
 *
 * @typeParam Context The agent's `@context` fields.
 */
export interface StreamingTextContextCaller<Params, Context>
  extends
    StreamingTextContextAsk<Params, Context>,
    CallerMembers<
      StreamingTextContextAsk<Params, Context>,
      StreamingTextContinue<UndecidedCallOptions & ContextOption<Context>>
    > {}
