import type { EventBase } from "../protocol/event-base.js";

/** The properties of an event, without those that every event has. */
export function factsOf<Event extends EventBase & { readonly type: string }>(
  event: Event,
): Omit<Event, keyof EventBase | "type"> {
  const {
    type: _type,
    executionId: _id,
    sequence: _sequence,
    agent: _agent,
    at: _at,
    ...facts
  } = event;
  return facts;
}
