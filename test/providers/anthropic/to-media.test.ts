import { describe, expect, it } from "vitest";
import { isAgentError, type AgentError } from "../../../src/errors.js";
import type { ModelContentPart } from "../../../src/model/message.js";
import { anthropic } from "../../../src/providers/anthropic/anthropic.js";
import { toMessages } from "../../../src/providers/anthropic/to-messages.js";
import { Breakpoints } from "../../../src/providers/wire/breakpoints.js";
import { startWireServer } from "../../support/wire-server.js";
import { collect, createCall } from "../conformance/bench.js";

function write(...content: ModelContentPart[]): unknown {
  return toMessages([{ role: "user", content }], new Breakpoints())[0]?.content;
}

function refusal(...content: ModelContentPart[]): AgentError {
  try {
    write(...content);
  } catch (error) {
    if (isAgentError(error)) return error;
  }
  throw new Error("expected an AgentError");
}

const megabytes = (count: number) => "A".repeat(count * 1024 * 1024);
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("images and files of anthropic", () => {
  it.each([
    ["image/png", "image/png"],
    ["IMAGE/JPG", "image/jpeg"],
    ["image/webp; charset=binary", "image/webp"],
  ])("have the type %s as %s", (mediaType, media_type) => {
    expect(write({ type: "image", data: "AA==", mediaType })).toMatchObject([
      { source: { media_type } },
    ]);
    expect(write({ type: "file", data: "AA==", mediaType })).toMatchObject([{ type: "image" }]);
  });

  it.each(["text/plain; charset=utf-8", "text/markdown", "text/csv", "application/json"])(
    "are documents of text when they are %s",
    (mediaType) => {
      expect(write({ type: "file", name: "a", data: base64("Größe"), mediaType })).toEqual([
        {
          type: "document",
          source: { type: "text", media_type: "text/plain", data: "Größe" },
          title: "a",
        },
      ]);
    },
  );

  it.each<[string, ModelContentPart, string]>([
    [
      "an image of another type",
      { type: "image", data: "AA==", mediaType: "image/svg+xml" },
      "The image in message 1, the user's, is image/svg+xml; Anthropic accepts JPEG, PNG, GIF and WebP. Convert it to one of these.",
    ],
    [
      "an image of no type",
      { type: "image", data: "AA==", mediaType: "?" },
      "The image in message 1, the user's, has an unknown type; Anthropic accepts JPEG, PNG, GIF and WebP. Convert it to one of these.",
    ],
    [
      "the URL of an image of another type",
      { type: "image", url: "https://example.com/?key=1", mediaType: "image/tiff" },
      "The image in message 1, the user's, is image/tiff; Anthropic accepts JPEG, PNG, GIF and WebP. Convert it to one of these.",
    ],
    [
      "an image that is too large",
      { type: "image", data: `${megabytes(10)}AAAA`, mediaType: "image/png" },
      "The image in message 1, the user's, has 10.1 MB in base64; Anthropic accepts up to 10 MB per image. Make it smaller, or pass its URL.",
    ],
    [
      "a file of another type",
      { type: "file", name: "a.zip", data: "AA==", mediaType: "application/zip" },
      'The file "a.zip" in message 1, the user\'s, is application/zip; Anthropic accepts PDF and text. Convert it, or put its content into the prompt.',
    ],
    [
      "the URL of a file of another type",
      { type: "file", url: "https://example.com/a.txt?key=1", mediaType: "text/plain" },
      "The file in message 1, the user's, is text/plain; Anthropic accepts URLs only of images and PDFs. Send the file itself: { path } or { data }.",
    ],
    [
      "a text that is none",
      { type: "file", data: "/////w==", mediaType: "text/plain" },
      "The file in message 1, the user's, is not UTF-8 text, so Anthropic would reject it. Send another file, or leave it out.",
    ],
    [
      "a text without text",
      { type: "file", data: base64(" \n"), mediaType: "text/plain" },
      "The file in message 1, the user's, contains no text, so Anthropic would reject it. Send another file, or leave it out.",
    ],
  ])("are refused with what to do: %s", (_, part, message) => {
    expect(refusal(part)).toMatchObject({ code: "invalid_attachment", retryable: false, message });
  });

  it("are refused when all together are more than a request may hold", () => {
    const pdf = { type: "file", data: megabytes(17), mediaType: "application/pdf" } as const;
    expect(refusal(pdf, { ...pdf, name: "b.pdf" }).message).toBe(
      "With the file \"b.pdf\" in message 1, the user's, the request has more than 32 MB of images and files in base64, which is Anthropic's limit. Send fewer or smaller ones, or their URLs.",
    );
  });

  it("say which tool gave what is refused", () => {
    const toolResult = {
      role: "tool",
      toolCallId: "a",
      toolName: "scan",
      content: [{ type: "image", data: "AA==", mediaType: "image/bmp" }],
    } as const;
    expect(() => toMessages([toolResult], new Breakpoints())).toThrow(
      'The image in the result of the tool "scan", is',
    );
  });

  it("are refused before anything is sent", async () => {
    await using server = await startWireServer();
    const provider = anthropic({ baseURL: server.url, apiKey: "sk-ant-1" });
    const content = [{ type: "image", data: "AA==", mediaType: "image/bmp" }] as const;
    const { error } = await collect(
      provider,
      createCall({ messages: [{ role: "user", content }] }),
    );
    expect(error).toMatchObject({ code: "invalid_attachment" });
    expect(server.requests).toHaveLength(0);
  });
});
