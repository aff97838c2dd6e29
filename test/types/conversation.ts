import {
  complete,
  type Ask,
  type Caller,
  type Conversation,
  type Execution,
  type ModelMessage,
  type SavedConversation,
  type StreamingAsk,
  type StreamingCaller,
  type StreamingExecution,
} from "troupe";

interface Params {
  question: string;
  language?: string | undefined;
}
interface Output {
  answer: string;
}
declare const streaming: StreamingCaller<Params, Output, { answer?: string }>;
declare const whole: Caller<Params, Output>;
declare const stored: string;

export async function turns(): Promise<void> {
  const conversation: Conversation<StreamingAsk<Params, Output, { answer?: string }>> =
    streaming.conversation();
  const execution: StreamingExecution<Output, { answer?: string }> = conversation.ask({
    question: "Why?",
  });
  for await (const chunk of execution) chunk satisfies string;
  for await (const partial of execution.partials()) partial satisfies { answer?: string };
  (await execution).answer satisfies string;
  conversation.ask({ question: "Why?" }, (chunk) => chunk satisfies string);
  conversation.ask({ question: "Why?" }, { attachments: [{ path: "a.png" }], timeout: "3s" });
  const answered: Execution<Output> = conversation.ask({ question: "" }, { streaming: false });
  // @ts-expect-error a turn that answers as a whole has no chunks
  for await (const chunk of answered) void chunk;

  const asWhole: Conversation<Ask<Params, Output>> = whole.conversation({ messages: [] });
  // @ts-expect-error an agent that does not stream has no chunks
  for await (const chunk of asWhole.ask({ question: "Why?" })) void chunk;
  // @ts-expect-error a required param is missing
  asWhole.ask({});
  // @ts-expect-error an unknown param
  asWhole.ask({ question: "Why?", answer: "" });
}

export function storing(): void {
  const conversation = whole.conversation();
  const saved: SavedConversation = conversation.toJSON();
  whole.conversation(saved);
  whole.conversation(JSON.parse(stored));
  whole.conversation({ messages: conversation.messages.slice(-4) });
  const { messages } = conversation;
  messages satisfies readonly ModelMessage[];
  // What is kept can be told to any model.
  complete({ model: "openai/gpt-4o", messages });
  // @ts-expect-error the history is its own
  messages.push({ role: "user", content: "" });
  // @ts-expect-error the history is its own
  conversation.messages = [];
  // @ts-expect-error a history holds no paths
  whole.conversation({ messages: [{ role: "user", content: [{ type: "image", path: "a.png" }] }] });
  // @ts-expect-error no option
  whole.conversation({ history: [] });
}
