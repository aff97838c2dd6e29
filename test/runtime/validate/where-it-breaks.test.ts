import { expect, test } from "vitest";
import { whereItBreaks } from "../../../src/runtime/validate/validate.js";

test.each([
  ['{"a":', "it ends too early"],
  ['{"a": [1, 2', "it ends too early"],
  ['{"a": x}', "it breaks at character 6"],
  ["Sure!", "it breaks at character 0"],
  ["{} {}", "it breaks at character 3"],
])("where the JSON %s breaks", (text, where) => {
  expect(whereItBreaks(text)).toBe(where);
});
