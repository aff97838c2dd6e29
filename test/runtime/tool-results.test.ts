import { describe, expect, test } from "vitest";
import { createPushProvider } from "../support/push-provider.js";
import { toolAgent, tellOf, type MethodTool } from "../support/tool-callers.js";

describe("a result", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const text = { type: "text", text: "a" };
  const image = { type: "image", data: "aGk=", mediaType: "image/png" };
  const file = { type: "file", url: "https://example.org/a.pdf", name: "a.pdf" };

  const throwsWhenRead = {
    get message(): string {
      throw new Error("again");
    },
  };
  const touch = (): never => {
    throw new Error("again");
  };
  const throwsWhenTouched = new Proxy({}, { has: touch, get: touch, getPrototypeOf: touch });

  test.each<[unknown, unknown]>([
    ["text as it is", "text as it is"],
    ["", ""],
    [0, "0"],
    [false, "false"],
    [null, "null"],
    [undefined, "Done."],
    [{ a: [1, undefined] }, '{"a":[1,null]}'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [[], "[]"],
    [
      [text, image, file],
      [text, image, { ...file, mediaType: "application/pdf" }],
    ],
    // What a tool that lists files gives is no content.
    [[{ type: "file", path: "/etc/passwd" }], '[{"type":"file","path":"/etc/passwd"}]'],
    [[{ type: "file", name: "a" }], '[{"type":"file","name":"a"}]'],
    [[{ ...image, width: 1 }], JSON.stringify([{ ...image, width: 1 }])],
    [[{ type: "file", url: "/a.pdf" }], '[{"type":"file","url":"/a.pdf"}]'],
    [[text, { a: 1 }], JSON.stringify([text, { a: 1 }])],
    [
      [{ type: "image", data: new TextEncoder().encode("GIF89a") }],
      [{ type: "image", data: "R0lGODlh", mediaType: "image/gif" }],
    ],
    [
      [{ type: "file", data: new Blob(["hi"], { type: "text/plain" }), name: "a" }],
      [{ type: "file", name: "a", data: "aGk=", mediaType: "text/plain" }],
    ],
    [
      [{ type: "image", data: "aGk=" }],
      { error: 'result[0] is of an unknown type. Give its mediaType: "application/pdf".' },
    ],
    [10n, { error: "The tool ran, but its result holds a bigint, which JSON cannot." }],
    [{ f() {} }, { error: "The tool ran, but its result holds a function, which JSON cannot." }],
    [Symbol("s"), { error: "The tool ran, but its result holds a symbol, which JSON cannot." }],
    [
      cycle,
      {
        error:
          "The tool ran, but its result holds something that cannot be written as JSON, such as itself.",
      },
    ],
  ])("%o is told as %j", async (result, told) => {
    expect(await tellOf({ name: "give", run: () => result })).toEqual(told);
  });

  test("may come later", async () => {
    expect(await tellOf({ name: "give", run: async () => ({ a: 1 }) })).toBe('{"a":1}');
  });

  test("is what it was when it was given", async () => {
    const provider = createPushProvider();
    const list = [1];
    const execution = toolAgent(provider, [{ name: "give", run: () => list }])({});
    (await provider.request(0)).ask(["c1", "give", ""]);
    const second = await provider.request(1);
    list.push(2);
    second.finish();
    await execution;
    expect((await execution.record).toolCalls).toMatchObject([{ output: [1] }]);
  });

  test.each<[string, unknown, string]>([
    ["an error's message", new TypeError("No such city."), "No such city."],
    ["a text", "No such city.", "No such city."],
    ["nothing", undefined, "The tool failed."],
    ["an error without words", new Error(""), "The tool failed."],
    ["what is no error", { message: 1 }, "The tool failed."],
    ["what throws when it is looked at", throwsWhenRead, "The tool failed."],
    ["what throws when it is touched", throwsWhenTouched, "The tool failed."],
  ])("is %s when the tool throws that, and never a stack", async (_what, thrown, told) => {
    const throwing: MethodTool = {
      name: "give",
      async run() {
        throw thrown;
      },
    };
    expect(await tellOf(throwing)).toEqual({ error: told });
  });
});
