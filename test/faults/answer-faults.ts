import { byteByByte, head, tail } from "./connection-faults.js";
import { answer, opening, stream, type Ending, type Fault } from "./fault.js";

const story = { title: "Ünï 🎭", content: "Once. Then 世界." };

/** A whole answer, as it should be. */
const well: Ending = {
  status: "success",
  text: head + tail,
  partial: story,
  finishReason: "stop",
  usage: "whole",
  requestId: true,
  connection: "whole",
};

/** What a message without a word ends in. */
const empty: Ending = {
  status: "error",
  code: "empty_answer",
  text: "",
  usage: "whole",
  requestId: true,
  connection: "whole",
};

/** Ten megabytes of text, in sentences. */
const large = `It dripped ${"and dripped ".repeat(80)}on. `.repeat(10_240);

/** Answers that come in an odd form and are good, and answers that come whole and are none. */
export const answerFaults: readonly Fault[] = [
  {
    name: "the answer comes one byte at a time",
    replies: (wire) => [stream(wire, byteByByte(answer(wire, [head, tail])))],
    ends: well,
  },
  {
    name: "lines end in CRLF",
    replies: (wire) => [
      stream(
        wire,
        answer(wire, [head, tail]).map((event) => event.replaceAll("\n", "\r\n")),
      ),
    ],
    ends: well,
  },
  {
    name: "comments and unknown fields stand between the events",
    replies: (wire) => [
      stream(
        wire,
        answer(wire, [head, tail]).flatMap((event) => [": keep-alive\n\n", `id: 7\n:\n${event}`]),
      ),
    ],
    ends: well,
  },
  {
    name: "a single chunk has ten megabytes",
    heavy: true,
    agent: "text",
    replies: (wire) => [stream(wire, answer(wire, [large]))],
    ends: { ...well, text: large, partial: large },
  },
  {
    name: "the usage is missing",
    replies: (wire) => [stream(wire, answer(wire, [head, tail], { usage: false }))],
    ends: { ...well, usage: "none" },
  },
  {
    name: "the answer is of the wrong shape",
    replies: (wire) => [stream(wire, answer(wire, ['{"title":1}']))],
    ends: {
      ...well,
      status: "invalid_output",
      code: "invalid_output",
      text: '{"title":1}',
      partial: { title: 1 },
    },
  },
  {
    name: "the answer is no JSON",
    replies: (wire) => [stream(wire, answer(wire, ["Once upon ", "a time."]))],
    ends: {
      status: "invalid_output",
      code: "invalid_output",
      text: "Once upon a time.",
      finishReason: "stop",
      usage: "whole",
      requestId: true,
      connection: "whole",
    },
  },
  {
    name: "the JSON is cut short and the provider says that it is done",
    replies: (wire) => [stream(wire, answer(wire, [head]))],
    ends: {
      ...well,
      status: "invalid_output",
      code: "invalid_output",
      text: head,
      partial: { title: "Ünï 🎭", content: "Once. " },
    },
  },
  {
    name: "the model runs into its token limit",
    replies: (wire) => [stream(wire, answer(wire, [head], { reason: "length" }))],
    ends: {
      ...well,
      status: "invalid_output",
      code: "output_truncated",
      text: head,
      partial: { title: "Ünï 🎭", content: "Once. " },
      finishReason: "length",
    },
  },
  {
    name: "the model of an agent without a schema runs into its token limit",
    agent: "text",
    replies: (wire) => [stream(wire, answer(wire, ["Once. ", "Then"], { reason: "length" }))],
    ends: { ...well, text: "Once. Then", partial: "Once. Then", finishReason: "length" },
  },
  {
    name: "the model is done and has said nothing",
    replies: (wire) => [stream(wire, answer(wire, []))],
    ends: empty,
  },
  {
    name: "the model of an agent without a schema is done and has said nothing",
    agent: "text",
    replies: (wire) => [stream(wire, answer(wire, []))],
    ends: empty,
  },
  {
    name: "the model is done and has written white space alone",
    agent: "text",
    replies: (wire) => [stream(wire, answer(wire, ["\n", " \n"]))],
    ends: { ...empty, text: "\n \n", partial: "\n \n" },
  },
  {
    name: "the model runs into its token limit before it says anything",
    agent: "text",
    replies: (wire) => [stream(wire, answer(wire, [], { reason: "length" }))],
    ends: {
      ...empty,
      status: "invalid_output",
      code: "output_truncated",
      finishReason: "length",
    },
  },
  {
    name: "the provider's filter stops the answer",
    not: {
      wire: "anthropic",
      because: "Messages has no such end: Anthropic's filter is an error event or a refusal.",
    },
    replies: (wire) => [stream(wire, answer(wire, [head], { reason: "content_filter" }))],
    ends: {
      ...well,
      status: "error",
      code: "content_filtered",
      text: head,
      partial: { title: "Ünï 🎭", content: "Once. " },
      finishReason: "content_filter",
    },
  },
  {
    name: "the model declines at once",
    replies: (wire) => [stream(wire, [...opening(wire), wire.refusal("I would rather not.")])],
    ends: {
      ...well,
      status: "error",
      code: "refused",
      refusal: "I would rather not.",
      text: "",
      partial: undefined,
      finishReason: "refusal",
    },
  },
  {
    name: "the model declines in the middle of the answer",
    replies: (wire) => [stream(wire, [...opening(wire, head), wire.refusal("No further.")])],
    ends: {
      ...well,
      status: "error",
      code: "refused",
      refusal: "No further.",
      text: head,
      partial: { title: "Ünï 🎭", content: "Once. " },
      finishReason: "refusal",
    },
  },
];
