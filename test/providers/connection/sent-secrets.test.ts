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
  [
    "credentials that are encoded, as they are said too",
    "https://me:hunter%242hunter2@host.test/v1",
    ["hunter$2hunter2", "hunter%242hunter2", "me"],
  ],
  [
    "credentials that cannot be decoded",
    "https://me:hunter2%hunter2@host.test/v1",
    ["hunter2%hunter2", "me"],
  ],
  ["nothing", "https://host.test/v1", []],
  ["what is not a URL", "host.test", []],
])("the secrets of a URL with %s", (_, url, secrets) => {
  const found = new Set(secretsOfUrl(url).filter((secret) => secret !== ""));
  expect([...found].toSorted()).toEqual(secrets);
});
