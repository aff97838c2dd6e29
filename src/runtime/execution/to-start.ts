import type { EventBase, StartEvent } from "../../protocol/events.js";
import type { Call } from "../call/call.js";

/** What the first event says of a call. */
export function toStart(
  { model, streamed, binding, options }: Call,
  params: StartEvent["params"],
): Omit<StartEvent, keyof EventBase> {
  const { metadata = {}, tags = [], tenant } = options;
  return {
    type: "start",
    kind: binding.kind ?? "agent",
    model,
    streamed,
    ...(params && { params }),
    metadata,
    tags: [...tags],
    ...(tenant !== undefined && { tenant }),
  };
}
