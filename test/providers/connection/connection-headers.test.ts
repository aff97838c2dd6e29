import { expect, test } from "vitest";
import {
  assertSendable,
  findHeaderSecrets,
  toConnectionHeaders,
} from "../../../src/providers/connection/connection-headers.js";

const sources = {
  own: undefined,
  variable:
    "X-Team: red\nAuthorization: Bearer of-environment\n\nnonsense\nx-api-key:of-environment",
  takesVariable: true,
  apiKey: "of-config",
  isCallersKey: false,
};

test("headers of the environment go to the server that they are meant for", () => {
  expect(toConnectionHeaders(sources)).toEqual({
    "X-Team": "red",
    Authorization: "Bearer of-environment",
    "x-api-key": "of-environment",
  });
});

test("no other server gets them, and credentials make room for the key", () => {
  expect(toConnectionHeaders({ ...sources, takesVariable: false })).toEqual({
    "X-Team": null,
    Authorization: "Bearer of-config",
    "x-api-key": "of-config",
  });
});

test("a key of the call stands for every credential of the environment, and for nothing else", () => {
  expect(toConnectionHeaders({ ...sources, isCallersKey: true })).toEqual({
    "X-Team": "red",
    Authorization: "Bearer of-config",
    "x-api-key": "of-config",
  });
});

test("headers of the options are over all others, whatever the case of their names", () => {
  const own = { "x-team": "blue", "X-API-Key": "of-options" };
  const headers = new Headers(
    Object.entries(toConnectionHeaders({ ...sources, takesVariable: false, own }))
      .flatMap(([name, value]) =>
        value === null ? [] : [[name.toLowerCase(), value] as [string, string]],
      )
      .filter(([name], index, all) => all.findLastIndex(([other]) => other === name) === index),
  );
  expect(Object.fromEntries(headers)).toEqual({
    authorization: "Bearer of-config",
    "x-api-key": "of-options",
    "x-team": "blue",
  });
});

test.each([
  [
    { "x-team": "red\nblue" },
    'The header "x-team" of requests to us has a line break in its value',
  ],
  [
    { "x-team": "röd€" },
    'The header "x-team" of requests to us has an invalid character in its value',
  ],
  [{ "sk secret": "1" }, "One of the headers of requests to us has an invalid name"],
])("%j is refused", (headers, message) => {
  expect(() => assertSendable(headers, "us", "the headers")).toThrow(message);
});

test("what fetch trims, and what is left out, can be sent", () => {
  expect(() =>
    assertSendable({ a: " \r\nred\t\n", b: null, c: "", d: "röd" }, "us", ""),
  ).not.toThrow();
});

test("values of credentials are secrets, of the options and of the environment", () => {
  const own = { Authorization: "Bearer of-options-1234", "x-team": "team-red-1234" };
  const variable = "x-api-key: of-environment-1234";
  const secrets = findHeaderSecrets({ ...sources, own, variable });
  expect(secrets.join(" ")).toContain("of-options-1234");
  expect(secrets.join(" ")).toContain("of-environment-1234");
});
