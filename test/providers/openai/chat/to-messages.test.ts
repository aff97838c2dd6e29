import { describe, expect, it } from "vitest";
import type {
  AssistantPart,
  ModelContentPart,
  ModelMessage,
} from "../../../../src/model/message.js";
import { toMessages } from "../../../../src/providers/openai/chat/to-messages.js";

const server = "api.deepseek.com";

function thought(text: string, field: string, rest: object = {}): AssistantPart {
  const replay = { wire: "openai-chat", data: { server, field, ...rest } };
  return { type: "reasoning", text, replay };
}

const call: AssistantPart = { type: "tool_call", id: "c1", name: "weather", arguments: "{}" };
const written = { id: "c1", type: "function", function: { name: "weather", arguments: "{}" } };

function result(content: string | readonly ModelContentPart[], toolCallId = "c1"): ModelMessage {
  return { role: "tool", toolCallId, toolName: "weather", content };
}

function assistant(...content: readonly AssistantPart[]): ModelMessage {
  return { role: "assistant", content };
}

describe("messages of openai", () => {
  const write = (...messages: readonly ModelMessage[]) => toMessages(messages, server);
  const writeFile = (part: ModelContentPart) => write({ role: "user", content: [part] });

  describe("what the model said", () => {
    it.each([
      ["text", [{ type: "text", text: "Hi" }], { content: "Hi" }],
      ["a call alone", [call], { content: null, tool_calls: [written] }],
      ["a thought alone", [thought("Hm.", "reasoning")], { content: "" }],
      ["nothing", [], { content: "" }],
    ] as const)("is written with %s", (_, parts, expected) => {
      expect(write(assistant(...parts))).toEqual([{ role: "assistant", ...expected }]);
    });

    it.each(["reasoning_content", "reasoning"])("goes with its thoughts in %s", (field) => {
      const [message] = write(assistant(thought("Hm. ", field), thought("Yes.", field), call));
      expect(message).toEqual({
        role: "assistant",
        content: null,
        [field]: "Hm. Yes.",
        tool_calls: [written],
      });
    });

    it("goes with its thoughts from the first tool to the user's next message, and not before", () => {
      const plain = assistant(thought("a", "reasoning_content"), { type: "text", text: "A" });
      const user: ModelMessage = { role: "user", content: "?" };
      const asking = assistant(thought("b", "reasoning_content"), call);
      const body = write(user, plain, user, asking, result("-3"), plain, user, plain);
      const thoughts = body.map((message) => ("reasoning_content" in message ? 1 : 0));
      expect(thoughts).toEqual([0, 0, 0, 1, 0, 1, 0, 0]);
    });

    it("goes with an empty thought to a server that wants it", () => {
      const [message] = write(assistant(thought("", "reasoning_content"), call));
      expect(message).toMatchObject({ reasoning_content: "" });
    });

    it("goes with the details of its thoughts, in order", () => {
      const [a, b] = [{ type: "reasoning.text", text: "a" }, { type: "reasoning.encrypted" }];
      const [message] = write(
        assistant(thought("a", "reasoning", { details: [a] }), call, {
          ...thought("", "reasoning", { details: [b] }),
        }),
      );
      expect(message).toMatchObject({ reasoning: "a", reasoning_details: [a, b] });
    });

    it("has its thoughts among the content where they came there", () => {
      const [message] = write(
        assistant(thought("Hm.", "content"), { type: "text", text: "42" }, call),
      );
      expect(message).toEqual({
        role: "assistant",
        content: [
          { type: "thinking", thinking: [{ type: "text", text: "Hm." }], closed: true },
          { type: "text", text: "42" },
        ],
        tool_calls: [written],
      });
    });

    it.each([
      ["another server", { wire: "openai-chat", data: { server: "api.groq.com" } }],
      ["another wire", { wire: "anthropic", data: { server, signature: "c2ln" } }],
      ["nobody", undefined],
    ])("goes without what it was told by %s", (_, from) => {
      const replay = from && {
        ...from,
        data: { ...from.data, field: "reasoning", extra_content: { google: {} } },
      };
      const [message] = write(
        assistant(
          { type: "reasoning", text: "Hm.", ...(replay && { replay }) },
          { ...call, ...(replay && { replay }) },
        ),
      );
      expect(message).toEqual({ role: "assistant", content: null, tool_calls: [written] });
    });

    it("writes no field that a stored conversation may name", () => {
      const [message] = write(assistant(thought("Hm.", "__proto__"), thought("Hm.", "role"), call));
      expect(message).toEqual({ role: "assistant", content: null, tool_calls: [written] });
    });

    it("gives Gemini its signature back with the call", () => {
      const extra = { google: { thought_signature: "c2ln" } };
      const replay = { wire: "openai-chat", data: { server, extra_content: extra } };
      const [message] = write(assistant({ ...call, replay }));
      expect(message).toMatchObject({ tool_calls: [{ ...written, extra_content: extra }] });
    });

    it("asks for a custom tool with its text as it was", () => {
      const replay = { wire: "openai-chat", data: { server, custom: true } };
      const [message] = write(assistant({ ...call, arguments: "4 + 4", replay }));
      const custom = { name: call.name, input: "4 + 4" };
      expect(message).toMatchObject({ tool_calls: [{ id: call.id, type: "custom", custom }] });
    });

    it.each([
      ["", "{}"],
      ['{"a": 1}', '{"a": 1}'],
      ['{"a": ', '{"invalid_arguments":"{\\"a\\": "}'],
      ['["a"]', '{"invalid_arguments":"[\\"a\\"]"}'],
    ])("has the arguments %j as %j, a JSON object in any case", (text, expected) => {
      const [message] = write(assistant({ ...call, arguments: text }));
      expect(message).toMatchObject({ tool_calls: [{ function: { arguments: expected } }] });
    });
  });

  describe("what a tool gave", () => {
    const image: ModelContentPart = { type: "image", data: "iVBORw0K", mediaType: "image/png" };

    it("says that it is an error, once", () => {
      const failed = { ...result("No such city."), isError: true } as ModelMessage;
      const said = { ...result("Error: no such city."), isError: true } as ModelMessage;
      expect(write(failed, said)).toMatchObject([
        { content: "Error: No such city." },
        { content: "Error: no such city." },
      ]);
    });

    it("is shown after all results of the step when it is more than text", () => {
      const text: ModelContentPart = { type: "text", text: "Snow." };
      const body = write(
        assistant(call, { ...call, id: "c2" }),
        result([text, image]),
        result("12:00", "c2"),
        assistant({ type: "text", text: "I see." }),
      );
      expect(body.slice(1)).toEqual([
        {
          role: "tool",
          tool_call_id: "c1",
          content: "Snow.\n[An image, shown in the next user message]",
        },
        { role: "tool", tool_call_id: "c2", content: "12:00" },
        {
          role: "user",
          content: [
            { type: "text", text: "[The result of weather, c1:]" },
            { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0K" } },
          ],
        },
        { role: "assistant", content: "I see." },
      ]);
      expect(write(assistant(call), result([image])).at(-1)).toMatchObject({ role: "user" });
    });
  });

  describe("files", () => {
    it.each([
      ["audio/wav", "wav"],
      ["audio/mpeg", "mp3"],
    ])("of %s are sound", (mediaType, format) => {
      expect(writeFile({ type: "file", data: "UklGRg==", mediaType })).toEqual([
        {
          role: "user",
          content: [{ type: "input_audio", input_audio: { data: "UklGRg==", format } }],
        },
      ]);
    });

    it.each<[{ data?: string; mediaType?: string; name?: string; url?: string }, string]>([
      [{ data: "JVBERi0=", mediaType: "application/pdf" }, "file.pdf"],
      [{ data: "aGk=", mediaType: "text/plain", name: "hi.txt" }, "hi.txt"],
      [{ url: "data:text/plain;base64,aGk=" }, "file"],
    ])("have a name and their bytes: %j", (media, filename) => {
      const { mediaType = "text/plain", data = "aGk=" } = media;
      expect(writeFile({ type: "file", ...media } as ModelContentPart)).toMatchObject([
        {
          content: [
            {
              type: "file",
              file: { filename, file_data: `data:${mediaType};base64,${data}` },
            },
          ],
        },
      ]);
    });

    it("are refused by their URL, which may hold a signature, with what to do", () => {
      const url = "https://example.com/plan.pdf?signature=secret";
      const write = () => writeFile({ type: "file", url, name: "plan.pdf" });
      expect(write).toThrow(
        expect.objectContaining({
          code: "invalid_attachment",
          message:
            'Chat Completions does not accept the URL of a file ("plan.pdf"). Pass the file itself, as { path } or { data }.',
        }),
      );
    });
  });
});
