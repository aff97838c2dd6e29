import { describe, expect, it, test } from "vitest";
import { redactCause } from "../../src/errors/redact/redact-cause.js";
import { redact } from "../../src/errors/redact/redact.js";

describe("redact", () => {
  it.each([
    ["Incorrect API key provided: sk-proj-abc123.", "Incorrect API key provided: [redacted]"],
    ["header Authorization: Bearer eyJhbGciOi is bad", "header Authorization: [redacted] is bad"],
    ["gsk_abcdef and xai-12345 and sk-ant-api03-****", "[redacted] and [redacted] and [redacted]"],
    ["key AIzaSyD-1234567890_abc is bad", "key [redacted] is bad"],
    ["connect to http://me:pass@host:1/v1", "connect to http://[redacted]host:1/v1"],
    ["the risk-free task-list of sk-8", "the risk-free task-list of sk-8"],
  ])("makes of %j %j", (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it("removes the secrets that it is told of wherever they stand", () => {
    expect(redact("a=topsecret1&b=topsecret1", ["topsecret1"])).toBe("a=[redacted]&b=[redacted]");
  });

  it("removes secrets of eight characters, and no shorter ones, which may be words", () => {
    const text = "the password is password, not passwor";
    expect(redact(text, ["password"])).toBe("the [redacted] is [redacted], not passwor");
    expect(redact(text, ["passwor"])).toBe(text);
  });
});

describe("a secret that begins with another one", () => {
  const [short, long] = ["correcthorse", "correcthorsebattery"];

  it.each([[[short, long]], [[long, short]]])("is taken out whole: %j", (secrets) => {
    expect(redact(`key ${long} is bad`, secrets)).toBe("key [redacted] is bad");
  });

  it("is taken out whole where the other one is in its middle", () => {
    expect(redact(`key ${long} is bad`, [long, "horsebat"])).toBe("key [redacted] is bad");
  });

  it.each([[["pä-ö-ü-1", "pä-ö-ü-1-ß-2"]], [["pä-ö-ü-1-ß-2", "pä-ö-ü-1"]]])(
    "is taken out whole where it has few letters of ASCII: %j",
    (secrets) => {
      expect(redact("key pä-ö-ü-1-ß-2 is bad", secrets)).toBe("key [redacted] is bad");
    },
  );
});

describe("redactCause", () => {
  it("gives the innermost cause itself when it is clean", () => {
    const inner = new Error("connect ECONNREFUSED");
    expect(redactCause(new Error("a", { cause: new Error("b", { cause: inner }) }), [])).toBe(
      inner,
    );
  });

  it("gives a clean copy otherwise, stack included", () => {
    const cause = redactCause(new TypeError("Bearer abc is an invalid header value"), []);
    expect(cause).toMatchObject({
      name: "TypeError",
      message: "[redacted] is an invalid header value",
    });
    expect((cause as Error).stack).not.toContain("abc");
  });

  it("takes keys out of what an error of the system says beside its message", () => {
    const host = "key-1234567890.example.com";
    const error = Object.assign(new Error("getaddrinfo failed"), { code: "ENOTFOUND", host });
    expect(redactCause(error, [])).toBe(error);
    expect(redactCause(error, ["key-1234567890"])).toMatchObject({
      message: "getaddrinfo failed",
      code: "ENOTFOUND",
      host: "[redacted].example.com",
    });
  });

  it("gives nothing for what is no error", () => {
    expect(redactCause("Bearer abc", [])).toBeUndefined();
  });
});

test("of the errors of an aggregate eight are shown, each without keys", () => {
  const errors = Array.from({ length: 12 }, (_, index) => new Error(`topsecret1 ${index}`));
  const shown = redactCause(new AggregateError(errors, "all failed"), ["topsecret1"]);
  expect(Reflect.get(shown ?? {}, "errors")).toMatchObject(
    Array.from({ length: 8 }, (_, index) => ({ message: `[redacted] ${index}` })),
  );
});

test("an error keeps its class, its name and its frames, without the keys in any of them", () => {
  const error = new TypeError("fetch failed with topsecret1");
  error.name = "FetchError";
  error.stack = `FetchError: ${error.message}\n    at topsecret1 (file.js:1:1)`;
  const shown = redactCause(error, ["topsecret1"]);
  expect(shown).toBeInstanceOf(TypeError);
  expect(shown).toMatchObject({ name: "FetchError", message: "fetch failed with [redacted]" });
  expect(shown?.stack).toBe(
    "FetchError: fetch failed with [redacted]\n    at [redacted] (file.js:1:1)",
  );
  const plain = new RangeError("too far");
  plain.stack = "RangeError: too far\n    at topsecret1 (file.js:1:1)";
  expect(redactCause(plain, ["topsecret1"])).toMatchObject({
    message: "too far",
    stack: "RangeError: too far\n    at [redacted] (file.js:1:1)",
  });
});

test("the innermost cause is shown, which is the same error where nothing in it is secret", () => {
  const inner = new Error("socket closed");
  const outer = new Error("request failed", { cause: new Error("fetch failed", { cause: inner }) });
  expect(redactCause(outer, ["topsecret1"])).toBe(inner);
  expect(redactCause(new Error("no error within", { cause: "text" }), [])).toMatchObject({
    message: "no error within",
  });
  expect(redactCause("text", [])).toBeUndefined();
});

test("a secret is found through escapes, also where they were escaped again", () => {
  for (const escaped of [
    "top%73ecret1",
    "top%2573ecret1",
    "top&#115;ecret1",
    "top\\u0073ecret1",
    "top<b>secret1",
  ]) {
    expect(redact(`key=${escaped}.`, ["topsecret1"])).not.toContain("ecret1");
  }
});
