import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AgentError, Agent, defineConfig, type Attachment, type Content } from "troupe";
import { createCaller } from "troupe/runtime";
import { z } from "zod";
import { streamingText } from "../../support/callers.js";
import { createPushProvider } from "../../support/push-provider.js";

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]);
const pdf = new TextEncoder().encode("%PDF-1.7 …");
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

let folder: string;
const pathOf = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "troupe-attachments-"));
  writeFileSync(pathOf("photo.png"), png);
  writeFileSync(pathOf("photo"), png);
  writeFileSync(pathOf("notes.md"), "# Notes");
  writeFileSync(pathOf("notes"), "Notes");
  writeFileSync(pathOf("empty.png"), "");
  writeFileSync(pathOf("large.pdf"), pdf);
  truncateSync(pathOf("large.pdf"), 50 * 1024 * 1024 + 1);
  mkdirSync(pathOf("directory.png"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the provider is given as the user's message when a call brings attachments. */
async function sent(...attachments: Attachment[]): Promise<unknown> {
  const provider = createPushProvider();
  const execution = streamingText(provider)({ topic: "AI" }, { attachments });
  const answer = await Promise.race([provider.request(), execution.then(() => undefined)]);
  execution.cancel();
  const content = answer?.call.messages.at(-1)?.content;
  return Array.isArray(content) ? content.slice(1) : content;
}

/** The error of a call that brings an attachment that cannot be sent. */
async function refused(attachment: unknown): Promise<AgentError> {
  const provider = createPushProvider();
  const attachments = [attachment as Attachment];
  const execution = streamingText(provider)({ topic: "AI" }, { attachments });
  const error = await execution.then(
    () => undefined,
    (reason: unknown) => reason as AgentError,
  );
  expect(error).toMatchObject({ code: "invalid_attachment", retryable: false });
  expect(provider.answers).toHaveLength(0);
  return error ?? new AgentError("cancelled", "");
}

describe("attachments of a call", () => {
  test("follow the last user message's own content, in order", async () => {
    const provider = createPushProvider();
    const attachments = [{ data: png }, { data: pdf, name: "a.pdf" }];
    const execution = streamingText(provider)({ topic: "AI" }, { attachments });
    expect((await provider.request()).call.messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Write about AI." },
          { type: "image", data: base64(png), mediaType: "image/png" },
          { type: "file", name: "a.pdf", data: base64(pdf), mediaType: "application/pdf" },
        ],
      },
    ]);
    execution.cancel();
  });

  test("a path is read, and its type told by the bytes before the name", async () => {
    const image = { type: "image", data: base64(png), mediaType: "image/png" };
    expect(await sent({ path: pathOf("photo.png") })).toEqual([image]);
    expect(await sent({ path: pathOf("photo") })).toEqual([image]);
    expect(await sent({ path: pathOf("notes.md") })).toEqual([
      { type: "file", name: "notes.md", data: btoa("# Notes"), mediaType: "text/markdown" },
    ]);
  });

  test.each([
    [{ data: png, mediaType: "image/jpeg" }, png, "image/png"],
    [
      { data: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), mediaType: "image/png" },
      undefined,
      "image/jpeg",
    ],
    [{ data: new Blob([png], { type: "image/webp" }) }, png, "image/png"],
    [{ url: `data:image/gif;base64,${Buffer.from(png).toString("base64")}` }, png, "image/png"],
    [
      { data: new TextEncoder().encode("\0\0\0 ftypheic"), mediaType: "image/jpeg" },
      undefined,
      "image/heic",
    ],
    [{ data: Uint8Array.from([1, 2, 3]), mediaType: "image/png" }, undefined, "image/png"],
  ])("an image is sent as what its bytes are, whatever it is said to be: %#", async (...row) => {
    const [attachment, bytes, mediaType] = row;
    expect(await sent(attachment)).toMatchObject([
      { type: "image", mediaType, ...(bytes && { data: base64(bytes) }) },
    ]);
  });

  test("a given media type of a file comes before all that is told", async () => {
    expect(await sent({ path: pathOf("notes"), mediaType: "Text/Plain; charset=utf-8" })).toEqual([
      { type: "file", name: "notes", data: btoa("Notes"), mediaType: "text/plain" },
    ]);
    expect(await sent({ data: png, mediaType: "application/pdf" })).toMatchObject([
      { type: "file", mediaType: "application/pdf" },
    ]);
  });

  test("bytes come as any view of any buffer, to the byte", async () => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
    const inside = bytes.subarray(1, 800);
    const data = base64(inside);
    const mediaType = "application/x-any";
    const file = [{ type: "file", data, mediaType }];
    expect(await sent({ data: inside, mediaType })).toEqual(file);
    expect(await sent({ data: inside.slice().buffer, mediaType })).toEqual(file);
    expect(await sent({ data: Buffer.from(inside), mediaType })).toEqual(file);
    expect(await sent({ data, mediaType })).toEqual(file);
  });

  test("a Blob brings its type, and a File its name", async () => {
    expect(await sent(new Blob(["a,b"], { type: "text/csv;charset=utf-8" }))).toEqual([
      { type: "file", data: btoa("a,b"), mediaType: "text/csv" },
    ]);
    const file = new File([pdf], "dir/report.bin", { type: "application/octet-stream" });
    expect(await sent(file, { data: new Blob([png]) })).toEqual([
      { type: "file", name: "report.bin", data: base64(pdf), mediaType: "application/pdf" },
      { type: "image", data: base64(png), mediaType: "image/png" },
    ]);
  });

  test("base64 text is normalized", async () => {
    const text = `${base64(png).slice(0, 7)}\n${base64(png).slice(7)}`.replace(/=+$/, "");
    expect(await sent({ data: text })).toEqual([
      { type: "image", data: base64(png), mediaType: "image/png" },
    ]);
  });

  test("a data: URL becomes base64, whichever way it is written", async () => {
    expect(await sent({ url: `data:image/png;base64,${base64(png)}` })).toEqual([
      { type: "image", data: base64(png), mediaType: "image/png" },
    ]);
    expect(await sent({ url: new URL("data:,caf%C3%A9%20%zz") })).toEqual([
      { type: "file", data: base64(Buffer.from("café %zz")), mediaType: "text/plain" },
    ]);
    expect(await sent({ url: "data:text/csv;base64,YSw%3D" })).toEqual([
      { type: "file", data: "YSw=", mediaType: "text/csv" },
    ]);
  });

  test("a URL on the web stays one, for the provider to fetch", async () => {
    const url = "https://example.com/a/photo.JPG?signed=1";
    expect(await sent({ url }, { url: new URL("http://x.example/r%C3%A9.pdf") })).toEqual([
      { type: "image", url, mediaType: "image/jpeg" },
      {
        type: "file",
        name: "ré.pdf",
        url: "http://x.example/r%C3%A9.pdf",
        mediaType: "application/pdf",
      },
    ]);
    expect(await sent({ url: "https://example.com/photo", mediaType: "image/png" })).toEqual([
      { type: "image", url: "https://example.com/photo", mediaType: "image/png" },
    ]);
  });

  test.each<readonly [what: string, attachment: () => unknown, says: RegExp]>([
    ["a file that is not there", () => ({ path: pathOf("no.png") }), /\("no.png"\) does not exist/],
    ["a directory", () => ({ path: pathOf("directory.png") }), /"directory.png"\) is a directory/],
    ["an empty file", () => ({ path: pathOf("empty.png") }), /\("empty.png"\) is empty/],
    ["a large file", () => ({ path: pathOf("large.pdf") }), /"large.pdf"\) is larger than 50 MiB/],
    ["a file of an unknown type", () => ({ path: pathOf("notes") }), /"notes"\) is of an unknown/],
    ["a device", () => ({ path: "/dev/zero" }), /\("zero"\) is not a file/],
    ["a path with a NUL", () => ({ path: "a\0b.png" }), /cannot be read/],
    ["large bytes", () => ({ data: new ArrayBuffer(50 * 1024 * 1024 + 1) }), /larger than 50 MiB/],
    ["large base64", () => ({ data: "A".repeat(75_000_000) }), /larger than 50 MiB/],
    ["no bytes", () => new Blob([]), /attachments\[0\] is empty/],
    ["what is no base64", () => ({ data: "secret!" }), /^attachments\[0\] is not base64 text/],
    ["a file: URL", () => ({ url: "file:///etc/secret" }), /neither https:, http: nor data:/],
    ["a script: URL", () => ({ url: "javascript:secret()" }), /neither https:, http: nor data:/],
    ["no URL at all", () => ({ url: "https://" }), /invalid URL/],
    ["a data: URL without data", () => ({ url: "data:secret" }), /no comma/],
    ["a URL of no known type", () => ({ url: "https://x.example/secret" }), /Set its mediaType/],
    ["no media type", () => ({ data: png, mediaType: "secret" }), /invalid mediaType/],
    ["two sources", () => ({ data: png, path: "secret" }), /expected one of path, url and data/],
    ["no source", () => ({ name: "secret" }), /expected one of path, url and data/],
    ["a text alone", () => "secret", /expected a Blob, or an object/],
    ["a number as data", () => ({ data: 5 }), /expected data to be bytes, a Blob or base64/],
    ["an empty path", () => ({ path: "" }), /expected path to be the path of a file/],
  ])("%s is refused before anything is sent", async (_what, attachment, says) => {
    const { message } = await refused(attachment());
    expect(message).toMatch(says);
    expect(message).not.toMatch(/secret|tmp/);
  });

  test("a Blob that cannot be read is refused with its cause", async () => {
    const cause = new Error("gone");
    const blob = { size: 1, type: "", arrayBuffer: () => Promise.reject(cause) };
    expect(await refused(blob)).toMatchObject({ cause });
  });

  test("what is no list is refused", async () => {
    const attachments = { path: "a.png" } as unknown as Attachment[];
    const execution = streamingText(createPushProvider())({ topic: "AI" }, { attachments });
    await expect(execution).rejects.toMatchObject({ code: "invalid_params" });
  });
});

/** An agent that says this to the model. */
function saying(content: unknown, system?: unknown) {
  class SampleAgent extends Agent {
    override user() {
      return content as Content;
    }
    override system() {
      return system as Content | undefined;
    }
  }
  const provider = createPushProvider();
  const caller = createCaller<Record<string, never>, string>({
    spec: {
      version: 1,
      name: "sample",
      className: "SampleAgent",
      source: "agents/sample.agent.ts",
      model: "test/model-1",
      streaming: false,
      params: [],
    },
    agent: SampleAgent,
    params: () => z.strictObject({}),
    config: defineConfig({ agents: "none", providers: { test: provider } }),
  });
  return { caller, provider };
}

describe("images and files that a prompt method returns", () => {
  test("are loaded in their places", async () => {
    const { caller, provider } = saying([
      { type: "text", text: "Compare" },
      { type: "image", path: pathOf("photo.png") },
      { type: "file", data: pdf, name: "b.pdf" },
      { type: "image", url: "https://example.com/x" },
    ]);
    const execution = caller();
    expect((await provider.request()).call.messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Compare" },
          { type: "image", data: base64(png), mediaType: "image/png" },
          { type: "file", name: "b.pdf", data: base64(pdf), mediaType: "application/pdf" },
          { type: "image", url: "https://example.com/x" },
        ],
      },
    ]);
    execution.cancel();
  });

  test("one that cannot be loaded says where it stands", async () => {
    const { caller } = saying([
      { type: "text", text: "a" },
      { type: "image", path: pathOf("no.png") },
    ]);
    await expect(caller()).rejects.toMatchObject({
      code: "invalid_attachment",
      message: expect.stringMatching(/^messages\[0\]\.content\[1\] \("no\.png"\) does not exist/),
    });
  });

  test("an image that is none is refused", async () => {
    await expect(saying([{ type: "image", data: pdf }]).caller()).rejects.toMatchObject({
      code: "invalid_attachment",
      message: expect.stringContaining('application/pdf. Set its type to "file"'),
    });
  });

  test("an empty text is left out beside attachments, and kept by itself", async () => {
    const { caller, provider } = saying("");
    const execution = caller({}, { attachments: [{ data: png }] });
    expect((await provider.request()).call.messages[0]?.content).toHaveLength(1);
    execution.cancel();
  });

  test.each<readonly [what: string, content: unknown, path: readonly (string | number)[]]>([
    ["a part of no type", [{ text: "secret" }], [0, "content", 0]],
    ["a part that is null", [null], [0, "content", 0]],
    ["a part of an unknown type", [{ type: "video", url: "secret" }], [0, "content", 0]],
    ["an image without a source", [{ type: "image" }], [0, "content", 0]],
    ["a text that is none", [{ type: "text", text: 5 }], [0, "content", 0]],
    ["a tool call in a user message", [{ type: "tool_call", id: "a" }], [0, "content", 0]],
    ["a number", 5, [0, "content"]],
  ])("%s is prompt_failed and says where", async (_what, content, path) => {
    const error = await saying(content)
      .caller()
      .catch((reason: unknown) => reason as AgentError);
    expect(error).toMatchObject({ code: "prompt_failed", issues: [{ path }] });
    expect((error as AgentError).message).not.toContain("secret");
  });

  test("a system prompt holds text alone", async () => {
    const { caller } = saying("Hello.", [{ type: "image", url: "https://example.com/x.png" }]);
    await expect(caller()).rejects.toMatchObject({
      code: "prompt_failed",
      issues: [{ path: [0, "content", 0], message: "expected a part of a system message: text" }],
    });
  });
});

test("an attachment that one provider cannot take goes to the fallback", async () => {
  const provider = createPushProvider();
  const execution = streamingText(provider, { fallback: ["test/model-2"] })({ topic: "AI" });
  const first = await provider.request();
  first.fail(new AgentError("invalid_attachment", "This provider takes no PDF."));
  const second = await provider.request(1);
  expect(second.call.model).toBe("model-2");
  second.text("a");
  second.finish();
  expect(await execution).toBe("a");
});

test("attachments without a user message that could hold them are refused", async () => {
  const { caller } = saying("unused");
  class Instructions extends Agent {
    override user() {
      return "unused";
    }
    override messages() {
      return [{ role: "system", content: "Go on." }] as const;
    }
  }
  const own = createCaller<Record<string, never>, string>({
    spec: { ...caller.spec, className: "Instructions" },
    agent: Instructions,
    params: () => z.strictObject({}),
    config: defineConfig({ agents: "none", providers: { test: createPushProvider() } }),
  });
  await expect(own({}, { attachments: [{ data: png }] })).rejects.toMatchObject({
    code: "invalid_attachment",
    message: expect.stringContaining("no user message"),
  });
});
