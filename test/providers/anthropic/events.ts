/** The data of the event that begins a message. */
export function messageStart(usage: unknown): string {
  return JSON.stringify({
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "test-model-1",
      content: [],
      stop_reason: null,
      usage,
    },
  });
}

/** The data of the event that begins a content block. */
export function blockStart(index: number, block: unknown): string {
  return JSON.stringify({ type: "content_block_start", index, content_block: block });
}

/** The data of an event with more of a content block. */
export function blockDelta(index: number, delta: unknown): string {
  return JSON.stringify({ type: "content_block_delta", index, delta });
}

/** The data of the event that ends a content block. */
export function blockStop(index: number): string {
  return JSON.stringify({ type: "content_block_stop", index });
}

/** The data of an event with text. */
export function textDelta(text: string, index = 0): string {
  return blockDelta(index, { type: "text_delta", text });
}

/** The data of the events of a text block. */
export function textBlock(index: number, ...texts: readonly string[]): readonly string[] {
  return [
    blockStart(index, { type: "text", text: "" }),
    ...texts.map((text) => textDelta(text, index)),
    blockStop(index),
  ];
}

/** The data of the events of a thought. */
export function thinkingBlock(
  index: number,
  signature: string,
  ...texts: readonly string[]
): readonly string[] {
  return [
    blockStart(index, { type: "thinking", thinking: "", signature: "" }),
    ...texts.map((thinking) => blockDelta(index, { type: "thinking_delta", thinking })),
    blockDelta(index, { type: "signature_delta", signature }),
    blockStop(index),
  ];
}

/** The data of the events of a tool call. */
export function toolBlock(
  index: number,
  id: string,
  name: string,
  ...pieces: readonly string[]
): readonly string[] {
  return [
    blockStart(index, { type: "tool_use", id, name, input: {} }),
    // As Anthropic does, whatever follows.
    blockDelta(index, { type: "input_json_delta", partial_json: "" }),
    ...pieces.map((piece) => blockDelta(index, { type: "input_json_delta", partial_json: piece })),
    blockStop(index),
  ];
}

/** The data of the event that says why a message stops. */
export function messageDelta(delta: unknown, usage: unknown): string {
  return JSON.stringify({ type: "message_delta", delta, usage });
}

/** The data of the event that ends a message. */
export const messageStop = '{"type":"message_stop"}';
