import type { UndecidedCallOptions } from "troupe/runtime";
import { z } from "zod";
import {
  complete,
  defineTool,
  type Execution,
  type StreamingCaller,
  type StreamingExecution,
} from "troupe";

declare const story: StreamingCaller<{ topic: string }, string>;
declare const conversation: ReturnType<typeof story.conversation>;

class Log {
  readonly types: string[] = [];
  call(event: { readonly type: string }): void {
    this.types.push(event.type);
  }
}

export function options(signal: AbortSignal): void {
  const params = { topic: "AI" };
  story(params, { temperature: 0, maxTokens: 5, tags: ["a"], tenant: "acme", retry: false });
  // Clean under exactOptionalPropertyTypes, for options that are put together.
  story(params, {
    temperature: undefined,
    maxTokens: undefined,
    tags: undefined,
    tenant: undefined,
  });
  story(params, { onEvent: new Log(), signal });
  story(params, { onEvent: (event) => event.type satisfies string, timeout: "3s" });
  story(params, new Log()) satisfies StreamingExecution<string>;
  story(params, { call: (event) => event.type satisfies string, signal, streaming: true });
  const whole: Execution<string> = story(params, { call() {}, streaming: false });
  void whole;
  const lookUp = defineTool({
    name: "look_up",
    description: "Looks up a word.",
    input: z.object({ word: z.string() }),
    run: ({ word }) => word.length,
    toModel: (length) => length.toFixed(),
  });
  story(params, { tools: [lookUp], activeTools: ["look_up"], maxSteps: 3 });
  conversation.ask(params, { tools: [lookUp], maxSteps: { max: 3, atLimit: "fail" } });
  void complete({ model: "fake/a", messages: [], tools: [lookUp], activeTools: [] });
  // @ts-expect-error a tool is made by defineTool
  story(params, { tools: ["look_up"] });
  // @ts-expect-error what happens at the limit is one of two
  story(params, { maxSteps: { max: 3, atLimit: "stop" } });
  // @ts-expect-error tags are a list
  story(params, { tags: "a" });
  // @ts-expect-error there is no such option
  story(params, { maxToken: 5 });
  // @ts-expect-error the same beside streaming, whose overload is not the one that tsc tells of
  story(params, { streaming: true, maxToken: 5 });
  const undecided: UndecidedCallOptions = { streaming: true };
  story(params, undecided) satisfies StreamingExecution<string>;
  void complete({ model: "fake/a", messages: [], tags: ["a"], tenant: "acme", onEvent: new Log() });
  // @ts-expect-error a plain call has no second argument to be a receiver
  void complete({ model: "fake/a", messages: [], call() {} });
  const leave: () => void = conversation.on("text_delta", ({ text }) => text satisfies string);
  leave();
  // @ts-expect-error there is no such event
  conversation.on("text_dleta", () => {});
}
