import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { createPushProvider } from "../../support/push-provider.js";
import { toolAgent, tellOf, type MethodTool } from "../../support/tool-callers.js";

describe("a result", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const text = { type: "text", text: "a" };
  const image = { type: "image", data: "aGk=", mediaType: "image/png" };
  const file = { type: "file", url: "https://example.org/a.pdf", name: "a.pdf" };

  class Point {
    readonly x: number;
    readonly y: number;
    constructor(x: number, y: number) {
      this.x = x;
      this.y = y;
    }
  }

  class Money {
    readonly #cents: bigint;
    constructor(cents: bigint) {
      this.#cents = cents;
    }
    toJSON(): string {
      return this.#cents.toString();
    }
  }

  class Secret {
    readonly #value = 1;
    get value(): number {
      return this.#value;
    }
  }

  class Empty {
    name: string | undefined = undefined;
  }

  /** Asks a database when it is awaited. */
  class Query {
    readonly sql = "select 1";
    // oxlint-disable-next-line unicorn/no-thenable -- such are what is awaited by mistake.
    then(take: (rows: readonly unknown[]) => unknown): unknown {
      return take([]);
    }
  }

  function* numbers() {
    yield 1;
  }

  /** With what each is called. */
  const opaque: readonly (readonly [unknown, string])[] = [
    [new Error("no"), "an Error"],
    [Object.assign(new TypeError("no"), { code: "E1" }), "an Error"],
    [new Uint8Array([1, 2]), "a Uint8Array"],
    [new Float64Array([1.5]), "a Float64Array"],
    [new DataView(new ArrayBuffer(1)), "a DataView"],
    [new ArrayBuffer(2), "an ArrayBuffer"],
    [new Response("hi"), "a Response"],
    [new Headers({ a: "1" }), "a Headers"],
    [new Blob(["hi"]), "a Blob"],
    [Promise.resolve(1), "a Promise"],
    [new WeakMap(), "a WeakMap"],
    [/a/, "a RegExp"],
    [numbers(), "a Generator"],
    [new Map([["a", 1]]).values(), "a Map Iterator"],
    [Readable.from(["a"]), "a Readable"],
    [new ReadableStream(), "a ReadableStream"],
    [new Query(), "a Query"],
    [new Secret(), "a Secret"],
    [new Empty(), "an Empty"],
    [Object.create({ inherited: 1 }), "an Object"],
    [() => 1, "a function"],
    [10n, "a bigint"],
    [Symbol("s"), "a symbol"],
  ];
  const keyed = "a Map whose keys are not strings, which JSON cannot represent.";

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
      { error: 'result[0] is of an unknown type. Set its mediaType, such as "application/pdf".' },
    ],
    // What means something as JSON, wherever it stands.
    [new Map([["a", new Map([["b", new Set([1, 2])]])]]), '{"a":{"b":[1,2]}}'],
    [{ cities: new Set(["Oslo"]), at: [new Map()] }, '{"cities":["Oslo"],"at":[{}]}'],
    [new Map([["__proto__", 1]]), '{"__proto__":1}'],
    [new URL("https://example.org/a"), '"https://example.org/a"'],
    [new Point(1, 2), '{"x":1,"y":2}'],
    [{ point: new Money(5n) }, '{"point":"5"}'],
    [{ a: Object(1), b: Object("x"), c: Object(false) }, '{"a":1,"b":"x","c":false}'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [{}, "{}"],
    [runInNewContext("({ a: {} })"), '{"a":{}}'],
    [Buffer.from("hi"), '{"type":"Buffer","data":[104,105]}'],
    // An error that is given is as good as one that is thrown.
    [new RangeError("No such city."), { error: "No such city." }],
    [runInNewContext('new Error("No such city.")'), { error: "No such city." }],
    // What JSON would say "{}" of, or nothing, wherever it stands.
    ...opaque.flatMap(([value, name]): [unknown, unknown][] => {
      const told = {
        error: `The tool ran, but its result contains ${name}, which JSON cannot represent.`,
      };
      return [
        [{ deep: [value] }, told],
        [new Map([["a", value]]), told],
        [new Set([value]), told],
        // What a tool may give as such, and not within something.
        ...(isGiven(value) ? [] : [[value, told] as const]),
      ].map(([result, expected]) => [result, expected]);
    }),
    [new Map([[1, "a"]]), { error: `The tool ran, but its result contains ${keyed}` }],
    [
      10n,
      {
        error: "The tool ran, but its result contains a bigint, which JSON cannot represent.",
      },
    ],
    [
      { f() {} },
      {
        error: "The tool ran, but its result contains a function, which JSON cannot represent.",
      },
    ],
    [
      Symbol("s"),
      {
        error: "The tool ran, but its result contains a symbol, which JSON cannot represent.",
      },
    ],
    [
      cycle,
      {
        error:
          "The tool ran, but its result contains something that cannot be written as JSON, such as a circular reference.",
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
    ["a string", "No such city.", "No such city."],
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

/** Whether a tool may give it as such: it is awaited, thrown, or run. */
function isGiven(value: unknown): boolean {
  const tag = Object.prototype.toString.call(value);
  if (value instanceof Error || tag === "[object Generator]") return true;
  return typeof Reflect.get(Object(value) as object, "then") === "function";
}
