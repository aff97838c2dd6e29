import { anthropic, openai, type Provider } from "troupe";
import {
  messageDelta,
  messageStart,
  messageStop,
  textBlock,
  toolBlock,
} from "../providers/anthropic/events.js";
import { chunk } from "../providers/openai/chat/chunk.js";
import * as responses from "../providers/openai/responses/events.js";

/** What the model says in one message. */
export interface WireMessage {
  readonly text?: string;
  /** Id, tool, and the text of the arguments in the pieces in which it comes. */
  readonly calls?: readonly (readonly [id: string, tool: string, ...pieces: string[]])[];
}

/** How a wire writes a message that asks for tools. */
export interface StepWire {
  readonly name: string;
  create(baseURL: string): Provider;
  /** The events of a message, as a server sends them. */
  message(message: WireMessage): string;
  /** How many results of tools a request's body holds. */
  countResults(body: unknown): number;
}

const apiKey = "sk-test-1234567890";

function data(text: string): string {
  return `data: ${text}\n\n`;
}

const chatWire: StepWire = {
  name: "Chat Completions",
  create: (baseURL) => openai({ baseURL, apiKey, api: "chat" }),
  message({ text, calls = [] }) {
    const events = [chunk({ role: "assistant", content: "" })];
    if (text !== undefined) events.push(chunk({ content: text }));
    for (const [index, [id, name, ...pieces]] of calls.entries()) {
      const begin = { index, id, type: "function", function: { name, arguments: "" } };
      events.push(chunk({ tool_calls: [begin] }));
      for (const piece of pieces) {
        events.push(chunk({ tool_calls: [{ index, function: { arguments: piece } }] }));
      }
    }
    events.push(chunk({}, calls.length > 0 ? "tool_calls" : "stop"), "[DONE]");
    return events.map(data).join("");
  },
  countResults: (body) =>
    listOf(body, "messages").filter((message) => Reflect.get(message, "role") === "tool").length,
};

const anthropicWire: StepWire = {
  name: "Anthropic Messages",
  create: (baseURL) => anthropic({ baseURL, apiKey }),
  message({ text, calls = [] }) {
    const usage = { input_tokens: 10, output_tokens: 5 };
    const first = text === undefined ? 0 : 1;
    const events = [
      messageStart(usage),
      ...(text === undefined ? [] : textBlock(0, text)),
      ...calls.flatMap(([id, name, ...pieces], index) =>
        toolBlock(first + index, id, name, ...pieces),
      ),
      messageDelta({ stop_reason: calls.length > 0 ? "tool_use" : "end_turn" }, usage),
      messageStop,
    ];
    return events.map((event) => `event: ${typeOf(event)}\n${data(event)}`).join("");
  },
  countResults: (body) =>
    listOf(body, "messages")
      .flatMap((message) => listOf(message, "content"))
      .filter((block) => Reflect.get(block, "type") === "tool_result").length,
};

const responsesWire: StepWire = {
  name: "OpenAI Responses",
  create: (baseURL) => openai({ baseURL, apiKey, api: "responses" }),
  message({ text, calls = [] }) {
    const { added, completed, created, delta, done, event, functionCall, textDelta } = responses;
    const events: string[] = [...created];
    const output: object[] = [];
    if (text !== undefined) {
      const message = responses.message(text);
      events.push(added(responses.message("")), textDelta(text), done(message));
      output.push(message);
    }
    for (const [id, name, ...pieces] of calls) {
      const place = output.length;
      const whole = functionCall(id, name, pieces.join(""));
      events.push(added({ ...whole, arguments: "" }, place));
      for (const piece of pieces) events.push(delta("function_call_arguments", piece, place));
      events.push(
        event("function_call_arguments.done", { output_index: place, arguments: pieces.join("") }),
        done(whole, place),
      );
      output.push(whole);
    }
    return [...events, completed({ output })].map(data).join("");
  },
  countResults: (body) =>
    listOf(body, "input").filter((item) => Reflect.get(item, "type") === "function_call_output")
      .length,
};

/** The wires of the adapters that speak to a server of their own. */
export const stepWires: readonly StepWire[] = [chatWire, responsesWire, anthropicWire];

function typeOf(event: string): string {
  return String(Reflect.get(JSON.parse(event) as object, "type"));
}

function listOf(body: unknown, key: string): readonly object[] {
  const list: unknown = Reflect.get(body as object, key);
  return Array.isArray(list) ? (list as object[]) : [];
}
