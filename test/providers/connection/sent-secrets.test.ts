import { expect, test } from "vitest";
import { secretsOfUrl } from "../../../src/providers/connection/sent-secrets.js";

test.each([
  ["credentials", "https://me:hunter2hunter2@host.test/v1", ["hunter2hunter2", "me"]],
  [
    "a key in the query",
    "https://host.test/v1?key=abcdefgh1&api-version=2026-01-01",
    ["abcdefgh1"],
  ],
  ["a key in the path", "https://host.test/sk-abcdefgh12345678/v1", ["sk-abcdefgh12345678"]],
  ["nothing", "https://host.test/v1", []],
  ["what is not a URL", "host.test", []],
])("the secrets of a URL with %s", (_, url, secrets) => {
  expect([...secretsOfUrl(url)].filter((secret) => secret !== "").toSorted()).toEqual(secrets);
});
