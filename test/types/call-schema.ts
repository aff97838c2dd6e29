import {
  complete,
  type Caller,
  type Conversation,
  type Execution,
  type StreamingAsk,
  type StreamingCaller,
  type StreamingExecution,
  type StreamingTextCaller,
  type TextCaller,
} from "troupe";
import type {
  ContextCaller,
  StreamingContextCaller,
  StreamingTextContextCaller,
  TextContextCaller,
} from "troupe/runtime";
import { jsonSchema } from "troupe/json-schema";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as z3 } from "zod3";

interface Params {
  topic: string;
}
interface Context {
  user: Date;
}
declare const streaming: StreamingTextCaller<Params>;
declare const whole: TextCaller<Params>;
declare const inContext: TextContextCaller<Params, Context>;
declare const streamingInContext: StreamingTextContextCaller<Params, Context>;
declare const withSchema: StreamingCaller<Params, { city: string }>;
declare const wholeWithSchema: Caller<Params, { city: string }>;
declare const maybe: boolean;

const params = { topic: "AI" };
const context = { user: new Date() };
const Place = z.object({ city: z.string(), at: z.string().transform((text) => new Date(text)) });

export async function typedBySchema(): Promise<void> {
  const execution = streaming(params, { schema: Place });
  for await (const chunk of execution) chunk satisfies string;
  for await (const partial of execution.partials()) {
    partial.city satisfies string | undefined;
    partial.at satisfies string | undefined;
  }
  const { city, at } = await execution;
  city satisfies string;
  at satisfies Date;
  (await execution.record).output satisfies { city: string; at: string } | undefined;
  (await streaming(params, { schema: z3.object({ n: z3.number() }) })).n satisfies number;
  (await streaming(params, { schema: mini.object({ n: mini.number() }) })).n satisfies number;
  (await streaming(params, { schema: jsonSchema<{ n: 1 }>({}) })).n satisfies 1;
  const told = streaming(params, { schema: Place, onEvent: ({ type }) => type satisfies string });
  (await told).at satisfies Date;

  const either: Execution<{ city: string; at: Date }, unknown> = streaming(params, {
    schema: Place,
    streaming: maybe,
  });
  // @ts-expect-error it may not stream
  for await (const chunk of either) void chunk;
  const answered = whole(params, { schema: Place });
  (await answered).at satisfies Date;
  // @ts-expect-error an agent that does not stream has no partial outputs
  answered.partials();
  const streamed = whole(params, { schema: Place, streaming: true });
  for await (const partial of streamed.partials()) partial.city satisfies string | undefined;

  (await inContext(params, { schema: Place, context })).at satisfies Date;
  (await inContext(params, { schema: Place, context, streaming: true })).at satisfies Date;
  (await streamingInContext(params, { schema: Place, context })).at satisfies Date;
  const deciding = streamingInContext(params, { schema: Place, context, streaming: maybe });
  (await deciding).at satisfies Date;
}

export async function perTurn(): Promise<void> {
  const conversation = streaming.conversation();
  (await conversation.ask(params, { schema: Place })).at satisfies Date;
  (await conversation.ask(params)) satisfies string;
  const continued = conversation.continue([], { schema: Place });
  for await (const partial of continued.partials()) partial.city satisfies string | undefined;
  (await continued).at satisfies Date;
  (await conversation.continue()) satisfies string;
  (await whole.conversation().continue([], { schema: Place })).at satisfies Date;
  (await inContext.conversation().continue([], { schema: Place, context })).at satisfies Date;
}

/** A schema that need not be there gives the text as well. */
export async function maybeGiven(options: { schema?: typeof Place | undefined }): Promise<void> {
  const output = await streaming(params, options);
  output satisfies string | { city: string };
  // @ts-expect-error it may be text
  void output.city;
  // @ts-expect-error it may be no text
  output satisfies string;
  const chosen = await whole(params, { schema: maybe ? Place : undefined });
  // @ts-expect-error it may be text
  void chosen.city;
  const plain = await complete({
    model: "openai/gpt-4o",
    messages: [],
    schema: maybe ? Place : undefined,
  });
  // @ts-expect-error it may be text
  void plain.city;
}

/** They stand for callers of text, whatever is said of schemas. */
export async function asText(): Promise<void> {
  (await streaming(params)) satisfies string;
  (await streaming(params, { timeout: "3s" })) satisfies string;
  (await streaming(params, { schema: undefined })) satisfies string;
  (await streaming(params, (chunk) => chunk satisfies string)) satisfies string;
  const held: ReturnType<typeof streaming> = streaming(params);
  held satisfies StreamingExecution<string>;
  streaming satisfies StreamingCaller<Params, string>;
  whole satisfies Caller<Params, string>;
  inContext satisfies ContextCaller<Params, string, Context>;
  streamingInContext satisfies StreamingContextCaller<Params, string, Context>;
  streaming.conversation() satisfies Conversation<StreamingAsk<Params, string>>;
}

export function refused(): void {
  // @ts-expect-error the agent has a schema of its own
  withSchema(params, { schema: Place });
  // @ts-expect-error the agent has a schema of its own
  wholeWithSchema(params, { schema: Place });
  // @ts-expect-error the agent has a schema of its own
  withSchema.conversation().ask(params, { schema: Place });
  // @ts-expect-error JSON Schema is made a schema with jsonSchema
  streaming(params, { schema: { type: "object" } });
  // @ts-expect-error there is no such option
  streaming(params, { schema: Place, maxToken: 5 });
  // @ts-expect-error not a duration
  whole(params, { schema: Place, timeout: "3 sec" });
  // @ts-expect-error the context is required
  inContext(params, { schema: Place });
  // @ts-expect-error there is no such option
  streaming.conversation().continue([], { schema: Place, maxToken: 5 });
}
