/** The data of an event of a response, with what is given. */
export function event(type: string, fields: object = {}): string {
  return JSON.stringify({ type: `response.${type}`, sequence_number: 4, ...fields });
}

/** A response as it is at first, with what is given in place of it. */
export function response(fields: object = {}): object {
  return {
    id: "resp_1",
    object: "response",
    created_at: 1_790_000_000,
    status: "in_progress",
    error: null,
    incomplete_details: null,
    model: "test-model-1",
    output: [],
    store: false,
    usage: null,
    ...fields,
  };
}

/** The usage that the conformance tests expect. */
export const usage = {
  input_tokens: 12,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 17,
};

/** The data of the events before anything of an answer. */
export const created = [
  event("created", { response: response() }),
  event("in_progress", { response: response() }),
];

/** The data of the last event of a response that is complete. */
export function completed(fields: object = {}): string {
  return event("completed", { response: response({ status: "completed", usage, ...fields }) });
}

/** The data of the event that says which item begins. */
export function added(item: object, output_index = 0): string {
  return event("output_item.added", { output_index, item });
}

/** The data of the event that says which item has ended. */
export function done(item: object, output_index = 0): string {
  return event("output_item.done", { output_index, item });
}

/** The data of an event with a delta. */
export function delta(type: string, text: string, output_index = 0, fields: object = {}): string {
  return event(`${type}.delta`, { output_index, item_id: "item_1", delta: text, ...fields });
}

/** The data of an event with text. */
export function textDelta(text: string, output_index = 0): string {
  return delta("output_text", text, output_index, { content_index: 0, logprobs: [] });
}

/** A message of the model's. */
export function message(text: string, fields: object = {}): object {
  const content = [{ type: "output_text", text, annotations: [], logprobs: [] }];
  return {
    id: "msg_1",
    type: "message",
    status: "completed",
    role: "assistant",
    content,
    ...fields,
  };
}

/** A call of a tool. */
export function functionCall(call_id: string, name: string, args: string): object {
  return {
    id: `fc_${call_id}`,
    type: "function_call",
    status: "completed",
    call_id,
    name,
    arguments: args,
  };
}

/** A thought. */
export function reasoning(summary: readonly string[], fields: object = {}): object {
  return {
    id: "rs_1",
    type: "reasoning",
    summary: summary.map((text) => ({ type: "summary_text", text })),
    ...fields,
  };
}
